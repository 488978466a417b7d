import css from './watermark.module.css'

/** Across everything the demo shows, so that no photograph of the screen can pass for a real check. */
export function Watermark({ text }: { readonly text: string }) {
  return (
    <svg className={css.watermark} aria-hidden="true" data-testid="watermark">
      <defs>
        <pattern
          id="demo-watermark"
          width="620"
          height="240"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(-24)"
        >
          <text x="10" y="80">
            {text}
          </text>
          <text x="320" y="200">
            {text}
          </text>
        </pattern>
      </defs>
      <rect width="100%" height="100%" fill="url(#demo-watermark)" />
    </svg>
  )
}
