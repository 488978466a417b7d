import type { Light } from '../../main/protocol/checks.ts'
import css from './light.module.css'

/** A traffic light that is also a shape: disc with tick, triangle, octagon with cross, open ring. */
const shapes: Record<Light, { body: string; mark: string; open?: boolean }> = {
  green: { body: 'M12 22a10 10 0 1 0 0-20 10 10 0 0 0 0 20z', mark: 'M7.2 12.6l3.3 3.3 6.3-7.2' },
  yellow: { body: 'M12 2.4 1.6 20.6a1 1 0 0 0 .9 1.4h19a1 1 0 0 0 .9-1.4z', mark: 'M12 9.2v5.6M12 18.2v.1' },
  red: { body: 'M7.9 2h8.2L22 7.9v8.2L16.1 22H7.9L2 16.1V7.9z', mark: 'M8.3 8.3l7.4 7.4M15.7 8.3l-7.4 7.4' },
  grey: { body: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17z', mark: 'M8 12h8', open: true },
}

export function LightIcon({ light }: { readonly light: Light }) {
  const { body, mark, open } = shapes[light]
  return (
    <svg viewBox="0 0 24 24" className={`${css.light} ${css[light]}`} aria-hidden="true" focusable="false">
      {open ? (
        <g fill="none" stroke="currentColor" strokeWidth="2.2" strokeLinecap="round">
          <path d={body} strokeDasharray="3.4 3.3" />
          <path d={mark} />
        </g>
      ) : (
        <>
          <path d={body} className={css.body} fill="currentColor" />
          <path
            d={mark}
            className={css.mark}
            fill="none"
            strokeWidth="2.6"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </>
      )}
    </svg>
  )
}
