import { z } from 'zod'

/** What of `config.json` and `printers.json` can be changed on a screen, by its place in the file. What stands there beside it stays. */
export const deskSettings = [
  'desk.definition',
  'desk.purpose',
  'desk.legalBasis',
  'desk.id',
  'desk.name',
  'desk.organisationCode',
  'desk.unitCode',
  'desk.serviceCode',
  'desk.letterhead.superior',
  'desk.letterhead.organisation',
  'desk.letterhead.unit',
  'desk.letterhead.address',
  'desk.facility.code',
  'desk.facility.level',
  'policy',
  'faceComparison',
  'lockAfterSeconds',
  'clearAfterSeconds',
] as const
export const printingSettings = ['printing.slip', 'printers.roll', 'printers.sheet'] as const
const timeouts = ['connectMs', 'tlsMs', 'headersMs', 'bodyMs'] as const
const timeoutsOf = <S extends string>(service: S) => timeouts.map(name => `${service}.timeouts.${name}` as const)

/** The services of a desk, each with what of it can be changed here; keys, certificates and codes of the contract stand in the file alone. */
export const serviceSettings = {
  registry: ['registry.url', 'registry.limitMs', ...timeoutsOf('registry')],
  'card-provider': ['cardProvider.url', ...timeoutsOf('cardProvider')],
  'population-base': ['populationBase.url', ...timeoutsOf('populationBase')],
  insurance: [
    'insurance.url',
    'insurance.username',
    'insurance.facilityCode',
    'insurance.connectTimeoutMs',
    'insurance.timeoutMs',
    'insurance.limitMs',
  ],
  organisation: ['organisation.url', 'organisation.path', 'organisation.limitMs', ...timeoutsOf('organisation')],
  door: ['door.port'],
} as const
export type ServiceId = keyof typeof serviceSettings
export const serviceIds = Object.keys(serviceSettings) as [ServiceId, ...ServiceId[]]

export type SettingName =
  | (typeof deskSettings)[number]
  | (typeof printingSettings)[number]
  | (typeof serviceSettings)[ServiceId][number]
export const settingNames = [...deskSettings, ...printingSettings, ...Object.values(serviceSettings).flat()] as [
  SettingName,
  ...SettingName[],
]

export const slipPapers = ['58', '80', 'a5'] as const
export type SlipPaper = (typeof slipPapers)[number]
/** Papers on which a printer can be tried. */
export const testPapers = [...slipPapers, 'a4'] as const
export type TestPaper = (typeof testPapers)[number]

const settingValueSchema = z.union([z.string().max(1000), z.number(), z.boolean()])
export type SettingValue = z.infer<typeof settingValueSchema>
/** An absent one has no value: what the file says nothing of, and the product has no rule for. */
export type SettingValues = { [Name in SettingName]?: SettingValue }

const words = z.object({ vi: z.string(), en: z.string() })

/** What is wrong with a line to a service, as it was found when it was tried. One code, one sentence and one cure. */
export const networkProblems = [
  'name-unknown',
  'name-silent',
  'refused',
  'unreachable',
  'broken-off',
  'connect-timeout',
  'tls-timeout',
  'answer-timeout',
  'tls-untrusted',
  'tls-name',
  'tls-expired',
  'tls-early',
  'tls-own-certificate',
  'tls-none',
  'tls-other',
  'clock',
  'not-http',
  'account',
  'forbidden',
  'not-found',
  'too-many',
  'server-error',
  'wrong-answer',
  'secret-missing',
  'file-missing',
  'settings-wrong',
  'folder-missing',
  'folder-read-only',
  'door-closed',
  'failed',
] as const
export type NetworkProblem = (typeof networkProblems)[number]

export const networkTestSchema = z.object({
  service: z.enum(serviceIds),
  /** RFC 3339. */
  at: z.string(),
  ms: z.number().int(),
  /** Absent: it answers. */
  problem: z.enum(networkProblems).optional(),
  /** Of HTTP. */
  status: z.number().int().optional(),
  /** Code of the system or of the protocol, for whoever looks after the network; never an address or a text of the service. */
  code: z.string().optional(),
  /** The service's clock minus this computer's, where it told the time. */
  clockMs: z.number().int().optional(),
})
export type NetworkTest = z.infer<typeof networkTestSchema>

export const settingsServiceSchema = z.object({
  id: z.enum(serviceIds),
  configured: z.boolean(),
  /** Of the organisation's own system, which is reached by HTTP or by a folder. */
  way: z.enum(['http', 'folder']).optional(),
  /** Of the reference services of a demo, which stand in no file. */
  address: z.string().optional(),
  secrets: z.array(z.object({ name: z.string(), set: z.boolean() })),
  /** How it was found when it was asked last. */
  line: z
    .object({
      status: z.enum(['unknown', 'online', 'offline']),
      answeredAt: z.string().optional(),
      failures: z.number().int(),
      /** Tag of the last error. */
      error: z.string().optional(),
    })
    .optional(),
})
export type SettingsService = z.infer<typeof settingsServiceSchema>

export const settingsDefinitionSchema = z.object({
  id: z.string(),
  title: words,
  /** An administrator's own. */
  own: z.boolean(),
  visits: z.array(
    z.object({
      purpose: z.string(),
      name: words,
      legalBasis: z.string(),
      /** On which the purpose may rest today. */
      legalBases: z.array(z.object({ code: z.string(), title: words })),
    }),
  ),
  /** Whether its definition knows the computer's comparison of faces. */
  face: z.boolean(),
  /** Whether it prints reception slips, which come on several papers. */
  slips: z.boolean(),
})
export type SettingsDefinition = z.infer<typeof settingsDefinitionSchema>

export const settingsSchema = z.object({
  /** A demonstration shows how it is set and is not changed. */
  changeable: z.boolean(),
  /** Of the file as it was read: a change names it, so that nobody's change is lost. */
  revision: z.string(),
  /** False where the file was changed beside the station, which still goes by what it said before. */
  applied: z.boolean(),
  values: z.partialRecord(z.enum(settingNames), settingValueSchema),
  /** What holds where the file says nothing. */
  defaults: z.partialRecord(z.enum(settingNames), settingValueSchema),
  definitions: z.array(settingsDefinitionSchema),
  services: z.array(settingsServiceSchema),
})
export type Settings = z.infer<typeof settingsSchema>

export const settingsCallSchemas = {
  /** How this desk is set, with no secret in it. */
  'settings.list': { params: z.object({}), result: settingsSchema },
  /**
   * Changes the file as a whole or not at all, and opens the desk anew. `ConfigInvalid` or `ConfigDesk` where the desk could not be opened with it,
   * `ConfigChanged` where the file is not any more what was shown. Without changes: takes on what the file says.
   */
  'settings.change': {
    params: z.object({
      revision: z.string().max(200),
      /** `null`: as if it had never been set. */
      changes: z
        .array(z.object({ name: z.enum(settingNames), value: settingValueSchema.nullable() }))
        .max(settingNames.length),
    }),
    result: z.object({ changed: z.array(z.enum(settingNames)) }),
  },
  /** Sets a secret of a service, or removes it where there is no value; nothing ever shows it again. */
  'settings.secret': {
    params: z.object({ name: z.string().max(100), value: z.string().min(1).max(4096).optional() }),
    result: z.object({}),
  },
  /** Asks the service for a sign of life, with nothing of any person in it, and says what is wrong within ten seconds. */
  'settings.test-network': { params: z.object({ service: z.enum(serviceIds) }), result: networkTestSchema },
} as const
