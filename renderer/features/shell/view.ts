/** Lists of the desk's book. */
export const listViews = ['review', 'statistics', 'shift', 'own-data'] as const
export type ListView = (typeof listViews)[number]

/** What fills the screen below the header; the counter is home. */
export type View = 'counter' | 'history' | 'devices' | 'about' | 'accounts' | ListView

export const isListView = (view: View): view is ListView => listViews.some(each => each === view)
