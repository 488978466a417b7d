import type { StationState } from '../../../main/protocol/station-state.ts'
import { useStation } from '../../connection/station-context.tsx'
import { type Language, languages, useLanguage, useWords } from '../../i18n/language.tsx'
import logo from '../../icon.svg'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { LeaveKiosk } from '../kiosk/leave-kiosk.tsx'
import { OperatorMenu } from '../sign-in/operator-menu.tsx'
import css from './header.module.css'
import { QuickLook } from './quick-look.tsx'
import { isListView, type View } from './view.ts'

export function Header({ view, setView }: { readonly view: View; setView(view: View): void }) {
  const { state, link } = useStation()
  const t = useWords()
  const session = state?.session
  const open = !session || session.state === 'signed-in'
  // Somebody's name, or what waits to be sent, takes the room of what the icons say too.
  const waits = state !== undefined && state.online.pending > 0
  const crowded = session?.state === 'signed-in' || waits
  const looks = [css.header, crowded && css.crowded, waits && css.waits].filter(Boolean)
  const tab = (id: View, icon: IconName, text: string, key?: string) => (
    <button
      type="button"
      className={`${css.tab} ${css.view}`}
      aria-current={placeOf(view) === id ? 'page' : undefined}
      aria-label={text}
      title={key ? `${text} (${key})` : text}
      onClick={() => setView(id)}
      data-testid={`${id}-open`}
    >
      <Icon name={icon} />
      <span className={css.tabText}>{text}</span>
    </button>
  )
  return (
    <header className={looks.join(' ')}>
      <div className={css.brand}>
        <img src={logo} alt="" className={css.logo} />
        <span className={css.name}>ChipDesk</span>
        {state && (
          <span className={css.desk} title={state.desk.name}>
            {state.desk.name}
          </span>
        )}
      </div>
      {state?.demo && (
        <span className={css.demo} title={t.demo.bannerMore} data-testid="demo-banner">
          {t.demo.banner}
          <span className={css.demoMore}>: {t.demo.bannerMore}</span>
        </span>
      )}
      <div className={css.states}>{state && open && link.status === 'connected' && <States state={state} />}</div>
      <nav className={css.nav} aria-label={t.header.navigation}>
        {open && (
          <>
            {tab('counter', 'counter', t.header.counter)}
            {tab('history', 'history', t.header.history, 'F3')}
            {state?.rules && <ListsTab open={state.open ?? 0} view={view} setView={setView} />}
            {tab('more', 'more', t.pages.more.title)}
          </>
        )}
        {!open && <QuickLook />}
        <LanguageSwitch />
      </nav>
      {state?.kiosk && <LeaveKiosk className={css.tab} />}
      {session?.state === 'signed-in' && (
        <OperatorMenu operator={session.operator} open={view === 'accounts'} onOpen={() => setView('accounts')} />
      )}
    </header>
  )
}

/** The button of the header that leads to where this screen is. */
function placeOf(view: View): View {
  return view === 'counter' || view === 'history' || isListView(view) ? view : 'more'
}

/** The desk's book, with how much of it waits to be looked at. */
function ListsTab({ open, view, setView }: { readonly open: number; readonly view: View; setView(view: View): void }) {
  const { lists } = useWords().desk
  const count = open > 0 ? lists.openCount(String(open)) : ''
  return (
    <button
      type="button"
      className={`${css.tab} ${css.view}`}
      aria-current={isListView(view) ? 'page' : undefined}
      aria-label={[lists.open, count].filter(Boolean).join(' ')}
      title={`${lists.open} (F10)`}
      onClick={() => setView('review')}
      data-testid="lists-open"
      data-count={open}
    >
      <Icon name="book" />
      <span className={css.tabText}>{lists.open}</span>
      {open > 0 && <span className={css.count}> {open}</span>}
    </button>
  )
}

function States({ state }: { readonly state: StationState }) {
  const { call } = useStation()
  const t = useWords()
  const { online, readers, readerError } = state
  const chosen = readers.find(reader => reader.chosen)
  const reader = readerError
    ? { look: css.bad, text: t.header.readerProblem }
    : chosen?.card
      ? { look: css.good, text: t.header.readerCard }
      : { look: css.good, text: t.header.readerReady }
  const network = {
    online: { look: css.good, text: t.header.online },
    offline: { look: css.warn, text: t.header.offline },
    unknown: { look: '', text: t.header.onlineUnknown },
  }[online.status]
  return (
    <>
      <div className={css.lines}>
        <span
          className={`${css.state} ${reader.look}`}
          title={chosen && t.header.readerTitle(chosen.name)}
          data-testid="reader-state"
          data-tag={readerError?.tag}
        >
          <i className={css.dot} />
          {reader.text}
        </span>
        <span className={`${css.state} ${network.look}`} data-testid="online" data-status={online.status}>
          <i className={css.dot} />
          {network.text}
        </span>
      </div>
      {online.pending > 0 && (
        <button
          type="button"
          className={`${css.tab} ${css.pending} ${css.warn}`}
          onClick={() => void call('outbox.send', {})}
          data-testid="pending"
          data-count={online.pending}
        >
          <span>{t.header.pending(online.pending)}</span> <span>{t.header.send}</span>
        </button>
      )}
    </>
  )
}

function LanguageSwitch() {
  const { language, choose } = useLanguage()
  const t = useWords()
  return (
    <fieldset className={css.languages} aria-label={t.header.language}>
      {(Object.keys(languages) as Language[]).map(id => (
        <button
          key={id}
          type="button"
          className={css.tab}
          aria-pressed={language === id}
          aria-label={`${id.toUpperCase()}, ${languages[id].languageName}`}
          lang={id}
          onClick={() => choose(id)}
          data-testid={`language-${id}`}
        >
          {id.toUpperCase()}
        </button>
      ))}
    </fieldset>
  )
}
