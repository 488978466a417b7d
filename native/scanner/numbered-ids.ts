/** Gives the second and later of what has the same id a number: `…/2`. */
export function numberedIds<T extends { readonly id: string }>(devices: readonly T[]): T[] {
  const seen = new Map<string, number>()
  return devices.map(device => {
    const count = (seen.get(device.id) ?? 0) + 1
    seen.set(device.id, count)
    return count > 1 ? { ...device, id: `${device.id}/${count}` } : device
  })
}
