import type { CommandWord } from '../protocol/permissions.ts'
import { UsageError } from './arguments.ts'
import { exitCodes } from './exit-codes.ts'

/** Every command with its usage line; a command's code is loaded only when it runs. */
const commands = {
  start: {
    usage: '[--port N] [--demo | --live] [--desk ID] [--no-open] [--citizen-screen] [--kiosk]',
    load: () => import('./start.ts'),
  },
  demo: { usage: '[--persona ID] [--hostile NAME] [--json]', load: () => import('./demo.ts') },
  readers: { usage: '[--json]', load: () => import('./readers.ts') },
  read: {
    usage:
      '(--can 6 | --number 12 | --mrz "L1 L2 L3" | --document N --birth YYMMDD --expiry YYMMDD | --qr TEXT)\n' +
      '                  [--reader NAME] [--trust DIR] [--at RFC3339] [--no-photo] [--policy NAME]\n' +
      '                  [--evidence FILE [--withhold 2,13]] [--report FILE.html [as for verify]]\n' +
      '                  [--dg 11,12] [--no-com] [--challenge HEX] [--trace FILE [--trace-plain]]\n' +
      '                  [--inspection-system DIR --signer PROGRAM]\n' +
      '                  [--read-size BYTES] [--bac-after-pace-failure] [--json]',
    load: () => import('./read.ts'),
  },
  verify: {
    usage:
      'PATH [--trust DIR] [--at RFC3339] [--policy NAME] [--json]\n' +
      '                  [--report FILE.html [--lang vi|en|both] [--with-photo] [--all-fields] [--desk NAME]]',
    load: () => import('./verify.ts'),
  },
  parse: { usage: 'FILE [--as KIND]', load: () => import('./parse.ts') },
  trust: {
    usage:
      'import FILE… [--as identity-card|passport|test] [--confirm FINGERPRINT]… [--yes]\n' +
      '                  | list | audit [--at RFC3339] | export [--as KIND] [--out FILE]\n' +
      '                  | disable FINGERPRINT | enable FINGERPRINT | remove FINGERPRINT\n' +
      '                  [--trust DIR] [--operator ID] [--second ID] [--json]',
    load: () => import('./trust.ts'),
  },
  chip: {
    usage:
      '[PROFILE/]PERSON|PASSPORT[/PERSON]|DIR [--hostile NAME] [--latency NAME] [--port N] [--json]\n' +
      '                  | --list [--json]',
    load: () => import('./chip.ts'),
  },
  country: {
    usage: 'DIR [--seed TEXT] [--only PART] [--media] [--films] [--json]',
    load: () => import('./country.ts'),
  },
  services: { usage: '[--port N] [--scenario [SERVICE=]NAME]… [--json] | --list', load: () => import('./services.ts') },
  operator: {
    usage:
      'list [--json] | add ID --name NAME --role clerk|supervisor|auditor|admin [--officer]\n' +
      '                  | change ID [--name NAME] [--role ROLE] [--officer] [--disable | --enable]\n' +
      '                  | reset ID          (the PIN is asked for, or read from the standard input)',
    load: () => import('./operator.ts'),
  },
  key: {
    usage:
      'status | rotate | recovery [--file FILE] | recover [--file FILE] | passphrase | file\n' +
      '                  | seal [--allow-basic-text]   [--json]      (secrets are asked for, or read from the standard input)',
    load: () => import('./key.ts'),
  },
  backup: { usage: '[FILE|FOLDER] [--passphrase] [--keep DAYS,WEEKS] [--json]', load: () => import('./backup.ts') },
  restore: { usage: 'FILE [--passphrase | --recovery-code] [--json]', load: () => import('./restore.ts') },
  secret: { usage: 'list | set NAME | remove NAME [--operator ID] [--json]', load: () => import('./secret.ts') },
  desk: {
    usage: 'list [--json] | show ID | check FILE [--json] | import FILE | remove ID [--operator ID] [--json]',
    load: () => import('./desk.ts'),
  },
  audit: {
    usage:
      'verify [FILE] [--online] [--against FILE] [--key FILE] [--json]\n' +
      '                  | list [--subject NUMBER] [--by OPERATOR] [--action NAME] [--from TIME] [--to TIME] [--limit N]\n' +
      '                  | export FILE [--details] [--key FILE]\n' +
      '                  [--operator ID] [--second ID] [--json]   (PINs are asked for, or read from the standard input)',
    load: () => import('./audit.ts'),
  },
  history: {
    usage:
      '[--search TEXT] [--day DAY | --from DAY --to DAY] [--desk ID] [--verdict NAME] [--purpose CODE]\n' +
      '                  [--limit N] [--full-numbers] [--deletions] [--operator ID] [--json]',
    load: () => import('./history.ts'),
  },
  export: {
    usage:
      'FILE.json|FILE.csv|FILE.xlsx --reason TEXT [as for history, without --limit] [--full-numbers]\n' +
      '                  [--operator ID] [--second ID] [--json]',
    load: () => import('./export.ts'),
  },
  purge: {
    usage: '[--before DAY | --subject NUMBER] [--dry-run] [--clock-is-right] [--operator ID] [--second ID] [--json]',
    load: () => import('./purge.ts'),
  },
  doctor: { usage: '[--json]', load: () => import('./doctor.ts') },
} as const satisfies {
  readonly [Word in CommandWord]?: { usage: string; load: () => Promise<{ run(args: string[]): Promise<number> }> }
}

function usage(): string {
  const lines = Object.entries(commands).map(([name, command]) => `  ${name.padEnd(10)}${command.usage}`)
  return [
    'Usage: chipdesk <command> [options]',
    '',
    ...lines,
    '',
    'Exit codes: 0 good, 1 red, 2 wrong usage, 3 could not be done, 4 yellow or grey.',
  ].join('\n')
}

// A reader of our output that has seen enough, `head` for one, is no fault.
process.stdout.on('error', () => process.exit())

const [name, ...args] = process.argv.slice(2)
if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
  console.log(usage())
  process.exitCode = name === undefined ? exitCodes.usage : exitCodes.done
} else if (!Object.hasOwn(commands, name)) {
  console.error(`chipdesk: no command '${name}'\n\n${usage()}`)
  process.exitCode = exitCodes.usage
} else {
  const command = commands[name as keyof typeof commands]
  const { run } = await command.load()
  process.exitCode = await run(args).catch((error: unknown) => {
    if (!(error instanceof UsageError)) throw error
    console.error(`chipdesk ${name}: ${error.message}\nUsage: chipdesk ${name} ${command.usage}`)
    return exitCodes.usage
  })
  // What a pipe has not taken yet would be lost by leaving.
  await new Promise(done => process.stdout.write('', done))
  // Native modules keep a monitor thread; everything that had to be closed is closed by now.
  process.exit()
}
