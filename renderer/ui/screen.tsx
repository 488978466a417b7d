import type { ReactNode } from 'react'
import css from './screen.module.css'

/**
 * The whole window. What there is room for is asked of it in rem, `@container screen (max-width: 50rem)`: a media query would not see that the text was enlarged.
 * It comes with its content, not with the page: Chromium keeps for an empty container the rem of the time when it was first laid out.
 */
export const Screen = ({ children }: { readonly children: ReactNode }) => <div className={css.screen}>{children}</div>
