import type { ReactNode } from 'react'
import css from './hidden.module.css'

/** Text for those who listen to the screen. */
export const Hidden = ({ children }: { readonly children: ReactNode }) => <span className={css.hidden}>{children}</span>
