/**
 * Rosette of fine lines as on security paper: `count` closed curves r(θ) = R (1 + depth cos(petals θ + phase)), each turned
 * a little against the one before. Centre 0 0, radius 100.
 */
export function rosette(count: number, petals: number, depth: number): string[] {
  const steps = petals * 24
  return Array.from({ length: count }, (_, i) => {
    const phase = (2 * Math.PI * i) / count
    const scale = 100 / (1 + depth)
    const points = Array.from({ length: steps }, (_, k) => {
      const angle = (2 * Math.PI * k) / steps
      const radius = scale * (1 + depth * Math.cos(petals * angle + phase))
      return `${(radius * Math.cos(angle)).toFixed(1)} ${(radius * Math.sin(angle)).toFixed(1)}`
    })
    return `M${points.join('L')}Z`
  })
}
