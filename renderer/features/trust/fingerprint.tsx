import { Hidden } from '../../ui/hidden.tsx'
import { groupsOf, shownGroups } from './fingerprint.ts'
import css from './trust.module.css'

/** A fingerprint as people compare it; with `hides` without its last four groups, said so by that text. */
export function Fingerprint({ of, hides }: { readonly of: string; readonly hides?: string | undefined }) {
  const groups = hides === undefined ? groupsOf(of) : shownGroups(of)
  return (
    <code className={css.fingerprint}>
      {groups.map((group, at) => (
        // Groups have no identity but their place.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <span key={at}>{group} </span>
      ))}
      {hides !== undefined && (
        <>
          <span aria-hidden="true">···· ···· ···· ····</span>
          <Hidden>{hides}</Hidden>
        </>
      )}
    </code>
  )
}
