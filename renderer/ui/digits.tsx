import css from './digits.module.css'
import { digitGroups } from './formats.ts'

/** A number in groups of three that copies, searches and reads as one. */
export const Digits = ({ text }: { readonly text: string }) => (
  <span className={css.digits}>
    {digitGroups(text).map((group, i) => (
      // Groups have no identity but their place.
      // biome-ignore lint/suspicious/noArrayIndexKey: see above
      <span key={i}>{group}</span>
    ))}
  </span>
)
