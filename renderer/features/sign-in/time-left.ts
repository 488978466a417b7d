/** `0:29`, `14:05`: what is left, rounded up, so that it is over when it says zero. */
export function timeLeft(ms: number): string {
  const seconds = Math.ceil(ms / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
