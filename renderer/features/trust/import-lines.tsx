import { useState } from 'react'
import type { TrustLine, TrustPreview } from '../../../main/protocol/trust.ts'
import { dayOf } from '../../../main/protocol/written-time.ts'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { CompareForm } from './compare-form.tsx'
import { Fingerprint } from './fingerprint.tsx'
import css from './trust.module.css'
import type { TrustImport } from './use-import.ts'

const atFirst = 50
const atOnce = 200

/** Each thing in the files: what it is, what would come of it, why, and what can be done. */
export function ImportLines({ files, preview }: { readonly files: TrustImport; readonly preview: TrustPreview }) {
  const { trust: t } = useWords()
  const [most, setMost] = useState(atFirst)
  const left = preview.lines.length - most
  return (
    <>
      <ul>
        {preview.lines.slice(0, most).map((line, at) => (
          <Line
            // The same certificate may be in several files.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            key={`${at} ${line.fingerprint ?? line.source}`}
            line={line}
            files={files}
          />
        ))}
      </ul>
      {left > 0 && (
        <Button onClick={() => setMost(most + atOnce)} data-testid="trust-more-lines">
          <Icon name="chevron" /> {t.import.more(String(Math.min(left, atOnce)))}
        </Button>
      )}
      {preview.linesLeftOut > 0 && <p className={css.soft}>{t.import.leftOut(String(preview.linesLeftOut))}</p>}
    </>
  )
}

function Line({ line, files }: { readonly line: TrustLine; readonly files: TrustImport }) {
  const { trust: t } = useWords()
  const { what, state, source, fingerprint, kind, subject, notBefore, notAfter, key, signature, cure } = line
  const isConfirmed = fingerprint !== undefined && files.confirmed.includes(fingerprint)
  // A list is one of passport issuers: for identity cards each of its anchors has to be compared.
  const also = files.kind === 'identity-card' && what === 'anchor' && kind === 'passport' && state === 'new'
  const compares = !isConfirmed && fingerprint !== undefined && (also || cure === 'confirm' || cure === 'confirm-list')
  return (
    <li className={css.entry} data-testid="trust-line" data-what={what} data-state={state}>
      <div className={css.badges}>
        <span className={css.badge} data-look={state}>
          {t.import.states[state]}
        </span>
        <span className={css.badge} data-look={kind ?? what}>
          {kind ? `${t.what[what]} · ${t.kinds[kind]}` : t.what[what]}
        </span>
        {isConfirmed && (
          <span className={css.badge} data-look="new" data-testid="trust-compared">
            {t.import.compare.done}
          </span>
        )}
      </div>
      <p className={css.name}>{subject ?? source}</p>
      {notBefore && (
        <p className={css.soft}>
          {dayOf(notBefore)} – {dayOf(notAfter ?? '')} · {key} · {signature}
        </p>
      )}
      {line.says.map(({ note, values: [a = '', b = '', c = ''] }) => (
        <p key={note} className={state === 'refused' || state === 'unconfirmed' ? undefined : css.soft}>
          {sentence(t.notes[note](...([a, b, c].map(shown) as [string, string, string])))}
        </p>
      ))}
      {cure && state !== 'present' && <p className={css.cure}>→ {t.import.cures[cure]}</p>}
      {fingerprint && <Fingerprint of={fingerprint} hides={compares ? t.import.compare.hidden : undefined} />}
      {subject !== undefined && <p className={css.technical}>{source}</p>}
      {compares && <CompareForm fingerprint={fingerprint} also={also} confirm={() => files.confirm(fingerprint)} />}
    </li>
  )
}

/** Days as people here write them. */
const shown = (value: string) => (/^\d{4}-\d{2}-\d{2}(T|$)/.test(value) ? dayOf(value) : value)
const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
