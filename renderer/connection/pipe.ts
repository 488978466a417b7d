/** What a pipe tells its owner; after `closed` it says nothing more. */
export interface PipeEvents {
  message(text: string): void
  closed(why: 'lost' | 'unauthorised'): void
}

/** One connection of whole JSON texts to the station. */
export interface Pipe {
  send(text: string): void
  close(): void
}

export type OpenPipe = (events: PipeEvents) => Pipe
