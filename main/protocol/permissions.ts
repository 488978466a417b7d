import type { AuditAction } from './audit.ts'
import { type Role, roles } from './roles.ts'
import type { CallName } from './station.ts'

/** How a call comes into the audit chain. */
export type AuditRule =
  /** The guard writes it, before the answer goes out. */
  | { readonly by: 'guard'; readonly action: AuditAction }
  /** Whatever does it writes it, with what it changes, as one database transaction. */
  | { readonly by: 'doer'; readonly action: AuditAction }
  /** There is nothing in it that anybody will ask for. */
  | { readonly by: 'nobody'; readonly reason: string }

export interface Permission {
  /** `anyone`: also where nobody is signed in. */
  readonly roles: readonly Role[] | 'anyone'
  readonly audit: AuditRule
  /** Roles of the second person, whose consent is needed every time. */
  readonly consent?: readonly Role[]
  /** Also for whoever stands there while the desk has no account: they may make the first one, too. */
  readonly unclaimed?: true
}

const all = roles
/** Who serves citizens. */
const desk = ['clerk', 'supervisor', 'admin'] as const
const heads = ['supervisor', 'admin'] as const
const inspection = ['auditor', 'admin'] as const
const admin = ['admin'] as const

const guard = (action: AuditAction): AuditRule => ({ by: 'guard', action })
const doer = (action: AuditAction): AuditRule => ({ by: 'doer', action })
const nobody = (reason: string): AuditRule => ({ by: 'nobody', reason })

const untilRead = nobody('nothing is known of anybody before the card is read, and the read is audited itself')
const invented = nobody('invented people only')
const session = nobody('the session writes sign-ins itself')

/** Calls that are agreed and come with the part that answers them. */
export type ComingCall = 'store.export' | 'store.purge' | 'store.backup'

/** Who may make which call, and what is kept of it. A call without a row does not compile. */
export const callPermissions = {
  'counter.input': { roles: desk, audit: untilRead },
  'counter.answer': { roles: desk, audit: untilRead },
  'counter.read': { roles: desk, audit: doer('card.read') },
  'counter.cancel': { roles: desk, audit: untilRead },
  'counter.clear': { roles: desk, audit: nobody('the screen is emptied, nothing else') },
  'visit.purpose': { roles: desk, audit: untilRead },
  'visit.consent': { roles: desk, audit: untilRead },
  'visit.customer': { roles: desk, audit: nobody('held in memory; what comes of it is audited with the card') },
  'visit.without-card': { roles: desk, audit: doer('card.read') },
  'insurance.ask': { roles: desk, audit: doer('insurance.ask') },
  'transaction.face': { roles: desk, audit: doer('transaction.act') },
  'transaction.decide': { roles: desk, audit: doer('transaction.act') },
  'transaction.reviewed': { roles: desk, audit: doer('transaction.act') },
  'transaction.hand-over': { roles: desk, audit: doer('hand-over.ask') },
  'citizen.own-record': { roles: desk, audit: guard('citizen.own-record') },
  'citizen.erase': { roles: desk, audit: doer('store.purge'), consent: heads },
  'desk.statistics': { roles: all, audit: nobody('counts, nothing of people') },
  'desk.today': { roles: all, audit: nobody('counts, nothing of people') },
  'desk.open': { roles: desk, audit: guard('desk.list') },
  'desk.shift': { roles: desk, audit: guard('desk.list') },
  'desk.print': { roles: desk, audit: guard('transaction.print') },
  'reader.choose': { roles: desk, audit: nobody('which pad is used changes nothing of what is read or kept') },
  'diagnostics.run': { roles: all, audit: nobody('says what works, nothing of people') },
  'scanner.list': { roles: all, audit: nobody('devices, no people') },
  'scanner.serial': { roles: desk, audit: guard('settings.change') },
  'history.search': { roles: all, audit: guard('history.search') },
  'history.view': { roles: all, audit: guard('history.view') },
  'transaction.print': { roles: desk, audit: doer('transaction.print') },
  'history.verify': { roles: all, audit: guard('history.verify') },
  'transaction.details': { roles: all, audit: nobody('certificates of issuers and times, nothing of people') },
  'transaction.trace': { roles: heads, audit: guard('transaction.trace') },
  'transaction.export': { roles: heads, audit: guard('transaction.export'), consent: heads },
  'transaction.override': { roles: desk, audit: doer('transaction.override'), consent: heads },
  'outbox.send': { roles: desk, audit: nobody('every question is audited itself') },
  'outbox.list': { roles: desk, audit: guard('history.search') },
  'outbox.requeue': { roles: heads, audit: doer('outbox.change') },
  'outbox.dismiss': { roles: heads, audit: doer('outbox.change') },
  'eid.ask': { roles: desk, audit: doer('lookup.ask') },
  'lookup.ask': { roles: desk, audit: doer('lookup.ask') },
  'store.export': { roles: heads, audit: doer('store.export'), consent: heads },
  'store.purge': { roles: admin, audit: doer('store.purge'), consent: heads },
  'store.backup': { roles: admin, audit: doer('store.backup') },
  'audit.list': { roles: inspection, audit: guard('audit.view') },
  'audit.verify': { roles: inspection, audit: guard('audit.view') },
  'audit.part': { roles: inspection, audit: nobody('the file that audit.export has recorded, piece by piece') },
  'audit.export': { roles: inspection, audit: doer('audit.export'), consent: [...heads, 'auditor'] },
  'settings.list': { roles: heads, audit: nobody('how the desk is set, nothing of people') },
  'settings.change': { roles: admin, audit: doer('settings.change') },
  'settings.secret': { roles: admin, audit: doer('settings.change') },
  'settings.test-network': { roles: heads, audit: nobody('a sign of life, nothing of people') },
  'trust.list': { roles: all, audit: nobody('certificates of issuers, nothing of people') },
  'trust.audit': {
    roles: ['supervisor', 'auditor', 'admin'],
    audit: nobody('certificates of issuers, nothing of people'),
  },
  'trust.part': { roles: admin, audit: nobody('held in memory; what comes of it is audited with the import') },
  'trust.preview': { roles: admin, audit: nobody('nothing is stored') },
  'trust.import': { roles: admin, audit: doer('trust.change'), consent: heads },
  'trust.enable': { roles: admin, audit: doer('trust.change'), consent: heads },
  'trust.disable': { roles: admin, audit: doer('trust.change') },
  'trust.remove': { roles: admin, audit: doer('trust.change') },
  'session.sign-in': { roles: 'anyone', audit: session },
  'session.unlock': { roles: 'anyone', audit: session },
  'session.lock': { roles: 'anyone', audit: session },
  'session.sign-out': { roles: all, audit: session },
  'session.active': { roles: 'anyone', audit: nobody('somebody moved the mouse') },
  'session.change-secret': { roles: all, audit: doer('operator.change') },
  'session.first-operator': { roles: 'anyone', audit: doer('operator.create') },
  'session.consent': { roles: all, audit: session },
  'session.withdraw': { roles: all, audit: session },
  'session.leave-kiosk': { roles: 'anyone', audit: session },
  'operator.list': { roles: admin, audit: nobody('colleagues by name and role, their numbers hidden') },
  'operator.create': { roles: admin, audit: doer('operator.create') },
  'operator.change': { roles: admin, audit: doer('operator.change') },
  'demo.place': { roles: all, audit: invented },
  'demo.remove': { roles: all, audit: invented },
  'demo.qr': { roles: all, audit: invented },
  'demo.registry': { roles: all, audit: invented },
  'set-up.findings': { roles: admin, unclaimed: true, audit: nobody('what this computer has, nothing of people') },
  'set-up.try-card': { roles: admin, unclaimed: true, audit: nobody('nothing on the card is opened') },
  'set-up.mode': { roles: admin, unclaimed: true, audit: guard('settings.change') },
  'set-up.done': { roles: admin, unclaimed: true, audit: guard('settings.change') },
} as const satisfies Record<CallName | ComingCall, Permission>

export type GuardedCall = keyof typeof callPermissions
/** Calls that wait for a second person. */
export type ConsentCall = {
  [Name in GuardedCall]: (typeof callPermissions)[Name] extends { readonly consent: unknown } ? Name : never
}[GuardedCall]
export const needsConsent = (call: string): boolean =>
  Object.hasOwn(callPermissions, call) && 'consent' in callPermissions[call as GuardedCall]

/**
 * Who may give which command. `computer`: whoever the operating system lets at the files of the desk; no account of the desk is asked
 * for, `why` says why not.
 */
export type CommandPermission =
  | { readonly who: 'computer'; readonly why: string; readonly audit: AuditRule }
  | { readonly who: readonly Role[]; readonly audit: AuditRule; readonly consent?: readonly Role[] }

const noDesk = (why: string): CommandPermission => ({
  who: 'computer',
  why,
  audit: nobody('nothing of the desk is touched'),
})
const firstSetUp = 'set-up, and the way back in where every PIN is lost: the key of the store is at hand there anyway'
const ownCard = 'the card and its key are in the hands of whoever calls; nothing of the desk is read or kept'
const invention = 'invented people only'

/** Every command, by its name and action. */
export const commandPermissions = {
  start: { who: 'computer', why: 'the station asks for accounts itself', audit: doer('station.start') },
  demo: noDesk(invention),
  readers: noDesk('devices, no people'),
  read: noDesk(ownCard),
  verify: noDesk(ownCard),
  parse: noDesk(ownCard),
  chip: noDesk(invention),
  country: noDesk(invention),
  services: noDesk(invention),
  doctor: noDesk('says what works, nothing of people'),
  'trust list': noDesk('certificates of issuers, nothing of people'),
  'trust audit': noDesk('certificates of issuers, nothing of people'),
  'trust export': noDesk('certificates of issuers, nothing of people'),
  'trust import': { who: admin, audit: doer('trust.change'), consent: heads },
  'trust enable': { who: admin, audit: doer('trust.change'), consent: heads },
  'trust disable': { who: admin, audit: doer('trust.change') },
  'trust remove': { who: admin, audit: doer('trust.change') },
  'operator list': { who: 'computer', why: firstSetUp, audit: nobody('colleagues by name and role') },
  'operator add': { who: 'computer', why: firstSetUp, audit: doer('operator.create') },
  'operator change': { who: 'computer', why: firstSetUp, audit: doer('operator.change') },
  'operator reset': { who: 'computer', why: firstSetUp, audit: doer('operator.change') },
  history: { who: all, audit: doer('history.search') },
  export: { who: heads, audit: doer('store.export'), consent: heads },
  purge: { who: admin, audit: doer('store.purge'), consent: heads },
  backup: {
    who: 'computer',
    why: 'run by a timer at night; a copy is as encrypted as the store',
    audit: doer('store.backup'),
  },
  restore: {
    who: 'computer',
    why: 'the store with the accounts in it is what is gone',
    audit: doer('store.restore'),
  },
  key: { who: 'computer', why: 'the key itself is what is needed, no account opens it', audit: doer('store.key') },
  secret: { who: admin, audit: doer('settings.change') },
  'desk list': noDesk('kinds of desks, no people'),
  'desk show': noDesk('kinds of desks, no people'),
  'desk check': noDesk('kinds of desks, no people'),
  'desk import': { who: admin, audit: doer('settings.change') },
  'desk remove': { who: admin, audit: doer('settings.change') },
  'audit list': { who: inspection, audit: doer('audit.view') },
  'audit export': { who: inspection, audit: doer('audit.export'), consent: [...heads, 'auditor'] },
  'audit verify': {
    who: 'computer',
    why: 'says whether the chain is whole, nothing of what is in it',
    audit: nobody('it must work where nothing can be written any more'),
  },
} as const satisfies Record<string, CommandPermission>

export type CommandName = keyof typeof commandPermissions
/** First words: what stands in the list of commands must have rows here. */
export type CommandWord = CommandName extends infer Name
  ? Name extends `${infer Word} ${string}`
    ? Word
    : Name
  : never
