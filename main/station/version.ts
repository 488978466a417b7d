import packageFile from '../../package.json' with { type: 'json' }

/** Version of the product, from its one place. */
export const { version } = packageFile

/** This version was made after that day, so it is later than that whatever a clock says. Moves on with the version. */
export const builtAfter = new Date('2026-11-01T00:00:00Z')
