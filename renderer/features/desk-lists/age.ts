export interface Age {
  readonly unit: 'minutes' | 'hours' | 'days'
  readonly count: number
}

/** How long ago a moment was, in the largest whole unit; of the future it is no time ago. */
export function ageOf(at: string, now: Date): Age {
  const minutes = Math.max(0, Math.floor((now.getTime() - Date.parse(at)) / 60_000))
  if (minutes < 60) return { unit: 'minutes', count: minutes }
  const hours = Math.floor(minutes / 60)
  return hours < 48 ? { unit: 'hours', count: hours } : { unit: 'days', count: Math.floor(hours / 24) }
}
