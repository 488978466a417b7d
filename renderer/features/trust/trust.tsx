import { useState } from 'react'
import { useStation } from '../../connection/station-context.tsx'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Page } from '../../ui/page.tsx'
import { SaysNotAllowed } from '../../ui/says.tsx'
import { ListedPart } from '../desk-lists/listed-part.tsx'
import { useMay } from '../visit/use-may.ts'
import { AuditTab } from './audit-tab.tsx'
import { EntriesTab } from './entries-tab.tsx'
import { ImportTab } from './import-tab.tsx'
import { ListsTab } from './lists-tab.tsx'
import css from './trust.module.css'
import { type TrustNow, useTrust } from './use-trust.ts'

const tabs = ['anchors', 'lists', 'import', 'audit'] as const
type TrustTab = (typeof tabs)[number]
const callOfTab = {
  anchors: 'trust.list',
  lists: 'trust.list',
  import: 'trust.import',
  audit: 'trust.audit',
} as const

/** What the desk trusts: who may prove a document, until when, and who put it there. */
export function Trust({ onClose }: { readonly onClose: () => void }) {
  const { pages, trust: t } = useWords()
  const may = useMay()
  const [tab, setTab] = useState<TrustTab>('anchors')
  const trust = useTrust()
  return (
    <Page
      title={pages.titles.trust}
      tabs={tabs.map(id => ({ id, text: t.tabs[id] }))}
      chosen={tab}
      onChoose={id => setTab(tabs.find(each => each === id) ?? 'anchors')}
      onClose={onClose}
      testId="trust"
    >
      <div className={css.page}>
        {may(callOfTab[tab]) ? (
          <Content tab={tab} trust={trust} goImport={() => setTab('import')} />
        ) : (
          <SaysNotAllowed />
        )}
      </div>
    </Page>
  )
}

function Content({ tab, trust, goImport }: { tab: TrustTab; trust: TrustNow; goImport(): void }) {
  if (tab === 'audit') return <AuditTab fresh={trust.fresh} />
  return (
    <ListedPart listed={trust.listed}>
      {list => (
        <>
          <Missing trust={trust} offerImport={tab !== 'import'} goImport={goImport} />
          {tab === 'anchors' && <EntriesTab list={list} trust={trust} />}
          {tab === 'lists' && <ListsTab list={list} />}
          {tab === 'import' && <ImportTab list={list} trust={trust} />}
        </>
      )}
    </ListedPart>
  )
}

/** What keeps cards from being green, and what to do about it; and what of the store cannot be used. */
function Missing({
  trust,
  offerImport,
  goImport,
}: {
  readonly trust: TrustNow
  readonly offerImport: boolean
  goImport(): void
}) {
  const { trust: t } = useWords()
  const may = useMay()
  const { state } = useStation()
  const list = trust.listed.value
  if (!list) return null
  const demo = state?.demo !== undefined || !list.changeable
  const missing =
    list.identityCards === 'none' ? t.none : list.identityCards === 'test-only' && !demo ? t.testOnly : undefined
  return (
    <>
      {demo && (
        <p className={css.notice} data-testid="trust-demo">
          <Icon name="about" /> <span>{t.demo}</span>
        </p>
      )}
      {missing && (
        <div className={css.missing} role="alert" data-testid="trust-missing">
          <Icon name="warning" size="1.75em" />
          <div className={css.words}>
            <p className={css.strong}>{missing.title}</p>
            <p>{missing.cure}</p>
          </div>
          {offerImport && list.changeable && may('trust.import') && (
            <Button look="primary" onClick={goImport} data-testid="trust-go-import">
              {t.goImport}
            </Button>
          )}
        </div>
      )}
      {list.problems.length > 0 && (
        <div className={css.missing} role="alert" data-testid="trust-problems">
          <Icon name="warning" size="1.75em" />
          <div className={css.words}>
            <p className={css.strong}>{t.problems}</p>
            <ul>
              {list.problems.map(({ source, message }) => (
                <li key={`${source} ${message}`} className={css.technical}>
                  {source}: {message}
                </li>
              ))}
            </ul>
          </div>
        </div>
      )}
    </>
  )
}
