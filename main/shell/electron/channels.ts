/** Names of the messages between preload script and main process. Nothing else passes between them. */
export const channels = {
  /** Page to shell: the page is there and listens; shell answers with the state. */
  open: 'station-open',
  /** Both ways: one JSON text of the station protocol. */
  text: 'station-text',
  /** Shell to page: the station is gone; a state that follows means that it is back. */
  closed: 'station-closed',
  /** Page to shell, with an answer: a `PrintRequest`. */
  print: 'print',
  /** Page to shell, with an answer: the printers that the operating system knows. */
  printers: 'printers',
} as const

/** Those of the window before the citizen, which may hear and not speak. */
export const citizenChannels = {
  /** Page to shell: the page is there and listens; shell answers with the view. */
  open: 'citizen-open',
  /** Shell to page: one JSON text with what may be shown. */
  view: 'citizen-view',
  /** Shell to page: the station is gone. */
  closed: 'citizen-closed',
} as const
