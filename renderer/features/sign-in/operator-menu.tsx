import type { Operator } from '../../../main/protocol/session.ts'
import { useStation } from '../../connection/station-context.tsx'
import { useWords } from '../../i18n/language.tsx'
import { Icon } from '../../ui/icon.tsx'
import css from './operator-menu.module.css'

/** Who is at the desk, in the frame: lock it, or leave. */
interface Props {
  readonly operator: Operator
  /** Whether the account is what fills the screen. */
  readonly open: boolean
  onOpen(): void
}

export function OperatorMenu({ operator, open, onOpen }: Props) {
  const { call } = useStation()
  const { signIn: t } = useWords()
  return (
    <fieldset className={css.menu} aria-label={t.menu.label}>
      <button
        type="button"
        className={css.who}
        aria-current={open ? 'page' : undefined}
        title={`${t.menu.account}: ${operator.name}, ${t.roles[operator.role]}`}
        onClick={onOpen}
        data-testid="operator"
      >
        <Icon name="person" />
        {/* On a narrow screen the given name, which is the last word. */}
        <span className={css.given} aria-hidden="true">
          {operator.name.split(' ').at(-1)}
        </span>
        <span className={css.names}>
          <span className={css.name}>{operator.name}</span>
          <span className={css.role}>{t.roles[operator.role]}</span>
        </span>
      </button>
      <button
        type="button"
        className={css.action}
        aria-label={t.menu.lock}
        title={t.menu.lock}
        onClick={() => void call('session.lock', {})}
        data-testid="lock"
      >
        <Icon name="lock" />
      </button>
      <button
        type="button"
        className={css.action}
        aria-label={t.menu.signOut}
        title={t.menu.signOut}
        onClick={() => void call('session.sign-out', {})}
        data-testid="sign-out"
      >
        <Icon name="leave" />
      </button>
    </fieldset>
  )
}
