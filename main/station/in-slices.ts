/** How long at most nothing else is heard, ms: a card that is laid on waits no longer than that for a list. */
const sliceMs = 10

/** Goes through rows of the store; between two slices comes whatever else the station has to do. */
export async function inSlices<T>(rows: Iterable<T>, take: (row: T) => void): Promise<void> {
  let began = performance.now()
  for (const row of rows) {
    take(row)
    if (performance.now() - began < sliceMs) continue
    await new Promise(resolve => setImmediate(resolve))
    began = performance.now()
  }
}
