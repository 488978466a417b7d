import type { Finding } from '../../../main/protocol/diagnostics.ts'
import type { ChipDeskError } from '../../../main/protocol/errors.ts'
import { useWords } from '../../i18n/language.tsx'
import type { Dictionary } from '../../i18n/vi.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Icon } from '../../ui/icon.tsx'
import css from './first-run.module.css'
import { type FoundStep, findingsOf } from './steps.ts'

/** What the station has found, in a sentence, with the cure where something is wrong. */
export function Found({
  step,
  findings,
  error,
  done,
}: {
  readonly step: FoundStep
  readonly findings: readonly Finding[] | undefined
  /** Why nobody could look. */
  readonly error: ChipDeskError | undefined
  readonly done: boolean
}) {
  const { firstRun: t } = useWords()
  const found = findingsOf(step, findings ?? [])
  const wrong = error ?? found.find(({ says, error: why }) => says === 'failed' && why)?.error
  return (
    <div role="status" className={css.found} data-testid="first-run-found" data-done={done}>
      {wrong ? (
        <ErrorPanel error={wrong} testId="first-run-error" />
      ) : (
        <Line good={done}>{findings ? sentence(step, findings, t) : t.checking}</Line>
      )}
    </div>
  )
}

/** One finding in one line. */
export function Line({ good, children }: { readonly good: boolean; readonly children: string }) {
  return (
    <p className={good ? `${css.line} ${css.good}` : css.line}>
      <Icon name={good ? 'check' : 'about'} size="1.5em" />
      <span>{children}</span>
    </p>
  )
}

function sentence(step: FoundStep, all: readonly Finding[], t: Dictionary['firstRun']): string {
  const found = findingsOf(step, all)
  const names = (of: readonly Finding[]) => of.flatMap(({ name }) => (name === undefined ? [] : [name])).join(', ')
  const isVirtual = all.some(({ part }) => part === 'virtual-reader')
  switch (step) {
    case 'service':
      return isVirtual ? t.service.virtual : t.service.works
    case 'reader':
      return isVirtual ? t.reader.virtual(names(found)) : t.reader.found(names(found))
    case 'network': {
      const silent = found.filter(({ state }) => state === 'warn' || state === 'bad')
      const answering = found.filter(({ state }) => state === 'ok')
      if (names(found) === '') return t.network.none
      if (silent.length > 0) return t.network.silent(names(silent))
      return answering.length === found.length ? t.network.answers(names(found)) : t.network.named(names(found))
    }
    case 'anchor': {
      const anchors = found.find(({ facts }) => facts.anchors !== undefined)
      if (!anchors) return t.anchor.none
      if (anchors.says === 'trust-test') return t.anchor.test
      const count = String(anchors.facts.anchors)
      return found.every(({ state }) => state === 'ok') ? t.anchor.found(count) : t.anchor.doubt(count)
    }
  }
}
