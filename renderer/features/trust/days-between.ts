/** Whole days from one instant to a later one. */
export const daysBetween = (from: string, to: Date): number =>
  Math.floor((to.getTime() - Date.parse(from)) / 86_400_000)
