import css from './today.module.css'

/** One pattern for every light, so that colour never says it alone: plain, stripes one way, a grid, dots. */
export function LightPatterns({ id }: { readonly id: string }) {
  return (
    <defs>
      <pattern id={`${id}-green`} width="8" height="8" patternUnits="userSpaceOnUse">
        <rect className={css.green} width="8" height="8" />
      </pattern>
      <pattern id={`${id}-yellow`} width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect className={css.yellow} width="8" height="8" />
        <rect className={css.gap} width="3" height="8" />
      </pattern>
      <pattern id={`${id}-red`} width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect className={css.red} width="8" height="8" />
        <path className={css.cross} d="M0 4h8M4 0v8" />
      </pattern>
      <pattern id={`${id}-grey`} width="8" height="8" patternUnits="userSpaceOnUse">
        <rect className={css.gap} width="8" height="8" />
        <circle className={css.grey} cx="4" cy="4" r="2.4" />
      </pattern>
    </defs>
  )
}
