import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { PrintResult } from '../../../main/protocol/print-request.ts'
import type { PrintedDocument } from '../../../main/protocol/printed-document.ts'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import css from './print-preview.module.css'
import { printShell } from './print-shell.ts'
import { printPageUrl, showPage } from './shown-page.ts'

interface Shown {
  readonly printed: PrintedDocument
  readonly height: number
}

/** A print-out as it will come out, at its true size; Enter prints it, Escape puts it away. */
export function PrintPreview({ document, onClose }: { readonly document: PrintedDocument; onClose(): void }) {
  const { print: t } = useWords()
  const dialog = useRef<HTMLDialogElement>(null)
  const frame = useRef<HTMLIFrameElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const [shown, setShown] = useState<Shown>()
  const [result, setResult] = useState<PrintResult | 'working'>()
  useLayoutEffect(() => dialog.current?.showModal(), [])
  const ready = shown !== undefined && result !== 'working'
  // Disabled, or left for the page that was printed, it has lost the focus.
  useEffect(() => {
    if (ready) button.current?.focus()
  }, [ready])

  const shell = printShell(window.chipdeskStation)
  async function run(print: (printed: PrintedDocument, frame: HTMLIFrameElement) => Promise<PrintResult | undefined>) {
    if (!ready || !frame.current) return
    setResult('working')
    setResult(await print(shown.printed, frame.current).catch((): PrintResult => 'failed'))
  }

  return (
    <dialog
      ref={dialog}
      className={css.dialog}
      aria-label={document.title}
      data-testid="print-preview"
      onCancel={event => {
        event.preventDefault()
        onClose()
      }}
      // What is typed here is not the counter's.
      onKeyDown={event => event.nativeEvent.stopPropagation()}
    >
      <header className={css.head}>
        <div>
          <h2 className={css.title}>{document.title}</h2>
          {shown && <p className={css.size}>{sizeText(document, shown.printed, t)}</p>}
        </div>
        <p className={css.result} role="status" data-testid="print-result" data-result={result}>
          {result === 'working' ? t.working : result && t.results[result]}
        </p>
      </header>
      <section
        className={css.desk}
        aria-label={t.page}
        // A sheet is longer than most windows: keys scroll it too.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
        tabIndex={0}
        data-wide
      >
        <iframe
          ref={frame}
          className={css.page}
          title={document.title}
          src={printPageUrl}
          sandbox="allow-same-origin allow-modals"
          style={{ width: `${document.paper.widthMm}mm`, height: shown ? `${Math.ceil(shown.height)}px` : '100%' }}
          onLoad={event => {
            // Who has clicked into the page still closes it by Escape.
            event.currentTarget.contentWindow?.addEventListener('keydown', ({ key }) => {
              if (key === 'Escape') onClose()
            })
            void showPage(event.currentTarget, document).then(setShown)
          }}
        />
      </section>
      <footer className={css.foot}>
        <Button ref={button} look="primary" disabled={!ready} onClick={() => run(shell.print)}>
          {t.print}
        </Button>
        {shell.savePdf && (
          <Button disabled={!ready} onClick={() => run(shell.savePdf ?? shell.print)}>
            {t.savePdf}
          </Button>
        )}
        <Button look="quiet" onClick={onClose}>
          {t.close}
        </Button>
      </footer>
    </dialog>
  )
}

function sizeText(asked: PrintedDocument, { paper }: PrintedDocument, t: ReturnType<typeof useWords>['print']): string {
  const [width, height] = [paper.widthMm, paper.heightMm].map(String)
  return asked.paper.heightMm === undefined
    ? t.sizeRoll(width ?? '', height ?? '')
    : t.sizeSheet(width ?? '', height ?? '')
}
