import type { RegistryTls } from '../connector.ts'
import type { OnlineMaterial } from '../registry-of.ts'
import { createFolderConnector } from './folder-connector.ts'
import type { HandOverConfig } from './hand-over-config.ts'
import { createHttpConnector } from './http-connector.ts'
import type { OrganisationConnector } from './organisation-connector.ts'

/** Secret that a desk and the organisation's system share, among those of `chipdesk secret`. */
export const organisationKey = 'organisation.key'

/** The organisation's own system, as a desk is configured for it. */
export function createOrganisationConnector(config: HandOverConfig, material: OnlineMaterial): OrganisationConnector {
  if (config.kind === 'folder') return createFolderConnector(config)
  const { url, clientId, timeouts, tls } = config
  return createHttpConnector({
    url,
    clientId,
    timeouts,
    key: material.secret?.(organisationKey) ?? '',
    tls: tlsOf(tls, material),
    ...(material.now && { now: material.now }),
  })
}

/** Paths of the files that a configuration names, to be read before. */
export const handOverFiles = (config: HandOverConfig | undefined): readonly string[] =>
  config?.kind === 'http' ? Object.values(config.tls ?? {}).filter(path => path !== undefined) : []

/** A file that could not be read leaves its part out: then the handshake fails, and says so. */
function tlsOf(paths: Extract<HandOverConfig, { kind: 'http' }>['tls'], { files }: OnlineMaterial): RegistryTls {
  const given = Object.entries(paths ?? {}).map(([part, path]) => [part, path && files?.get(path)])
  return Object.fromEntries(given.filter(([, text]) => text !== undefined))
}
