import type { Counter } from '../protocol/station-state.ts'
import type { StoreReader } from '../store/store.ts'

/** Which transaction this desk kept last: a screen that lost its station in mid-read learns by it whether the read was kept. */
export interface LastKept {
  /** Undefined where none ever was. */
  id(): string | undefined
  /** What the counter shows as a result has been kept, unless it says otherwise. */
  seen(view: Counter): void
}

export function lastKept(reader: Pick<StoreReader, 'search'>): LastKept {
  let id = reader.search({ limit: 1 })[0]?.id
  return {
    id: () => id,
    seen(view) {
      if (view.step === 'result' && !view.storeError) id = view.transaction.id
    },
  }
}
