/** Lists of the desk's book. */
export const listViews = ['review', 'queue', 'today', 'statistics', 'shift', 'own-data'] as const
export type ListView = (typeof listViews)[number]

/** Pages of the settings. */
export const settingsViews = ['display', 'devices', 'desk', 'network', 'printing'] as const
export type SettingsView = (typeof settingsViews)[number]

/** What fills the screen below the header; the counter is home, `more` leads to whatever has no place in the header. */
export type View =
  | 'counter'
  | 'history'
  | 'more'
  | 'trust'
  | 'diagnostics'
  | 'audit'
  | 'accounts'
  | 'help'
  | 'about'
  | ListView
  | SettingsView

export const isListView = (view: View): view is ListView => listViews.some(each => each === view)
export const isSettingsView = (view: View): view is SettingsView => settingsViews.some(each => each === view)
