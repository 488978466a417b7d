/** What fills the screen below the header; the counter is home. */
export type View = 'counter' | 'history' | 'devices' | 'about' | 'accounts'
