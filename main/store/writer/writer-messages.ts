import type { StoreWriting } from '../store.ts'

/** What the thread is started with. */
export interface ThreadData {
  readonly path: string
  readonly key: Uint8Array
}
export type ThreadTask =
  | { readonly id: number; readonly name: keyof StoreWriting; readonly args: readonly unknown[] }
  | { readonly id: number; readonly close: true }
/** `thrown`: a bug, by the name and message of the error. */
export type ThreadAnswer =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly thrown: string }
