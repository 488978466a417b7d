import type { ChipDeskError } from '../../protocol/errors.ts'
import type { StoreWriting } from '../store.ts'

/** What the thread is started with. */
export interface ThreadData {
  readonly path: string
  readonly key: Uint8Array
}
export type ThreadTask =
  | { readonly id: number; readonly name: keyof StoreWriting; readonly args: readonly unknown[] }
  | { readonly id: number; readonly close: true }
/** `thrown`: a bug, by its name and place. `unopened`: why the thread ends before it took anything. */
export type ThreadAnswer =
  | { readonly unopened: ChipDeskError }
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly thrown: string }
