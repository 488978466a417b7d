import packageFile from '../../package.json' with { type: 'json' }

/** Version of the product, from its one place. */
export const { version } = packageFile
