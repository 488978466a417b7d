// Debian packages that the product and its tests need, each with a file that tells whether it is there: looking is
// cheaper than asking dpkg, and finds hand-made installations too.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const anyOf = (...paths) => paths.some(path => existsSync(path))
const onPath = name => (process.env.PATH ?? '').split(':').some(folder => existsSync(`${folder}/${name}`))
const library = name =>
  anyOf(
    `/usr/lib/x86_64-linux-gnu/${name}`,
    `/usr/lib/aarch64-linux-gnu/${name}`,
    `/usr/lib64/${name}`,
    `/usr/lib/${name}`,
  )

/** What reading cards needs: the service, drivers, and a compiler for the PC/SC binding. */
const forReading = [
  { name: 'pcscd', there: () => anyOf('/usr/sbin/pcscd', '/usr/bin/pcscd') },
  { name: 'libccid', there: () => existsSync('/usr/lib/pcsc/drivers/ifd-ccid.bundle') },
  { name: 'libpcsclite-dev', there: () => existsSync('/usr/include/PCSC/winscard.h') },
  {
    name: 'vsmartcard-vpcd',
    there: () => anyOf('/etc/reader.conf.d/vpcd', '/usr/lib/pcsc/drivers/serial/libifdvpcd.so'),
  },
  {
    name: 'libusb-1.0-0',
    there: () => library('libusb-1.0.so.0') || existsSync('/lib/x86_64-linux-gnu/libusb-1.0.so.0'),
  },
  { name: 'libudev1', there: () => library('libudev.so.1') || existsSync('/lib/x86_64-linux-gnu/libudev.so.1') },
  { name: 'g++', there: () => onPath('g++') },
  { name: 'make', there: () => onPath('make') },
  { name: 'python3', there: () => onPath('python3') },
]

/** What only the tests need: a browser, and a screen for the Electron shell. */
const forTests = [
  { name: 'chromium', there: () => onPath('chromium') || Boolean(process.env.CHIPDESK_CHROMIUM) },
  { name: 'xvfb', there: () => onPath('Xvfb') },
  { name: 'openbox', there: () => onPath('openbox') },
  { name: 'libgtk-3-0', there: () => library('libgtk-3.so.0') },
  { name: 'openssl', there: () => onPath('openssl') },
  // Turns print-outs into pictures, for those that were looked at.
  { name: 'poppler-utils', there: () => onPath('pdftoppm') },
  { name: 'socat', there: () => onPath('socat') },
  // Records what the store does to the disk, for the proofs that cut its power.
  { name: 'strace', there: () => onPath('strace') },
]

/**
 * Programs that nobody of this project wrote, against which `fixtures/independent` holds the invented country. A test whose program is
 * not there is skipped and says so: what a distribution does not have holds up nothing.
 */
const forIndependentTests = [
  { name: 'opensc', there: () => onPath('opensc-tool') },
  { name: 'pcsc-tools', there: () => onPath('scriptor') },
  { name: 'openpace', there: () => onPath('cvc-print') },
  { name: 'libeac-dev', there: () => anyOf('/usr/include/eac/eac.h', '/usr/local/include/eac/eac.h') },
  // Its headers include those of OpenSSL.
  { name: 'libssl-dev', there: () => existsSync('/usr/include/openssl/evp.h') },
  { name: 'mrtdreader', there: () => onPath('mrtdreader') },
  { name: 'libopenjp2-tools', there: () => onPath('opj_decompress') },
  { name: 'libjpeg-turbo-progs', there: () => onPath('djpeg') },
  { name: 'zbar-tools', there: () => onPath('zbarimg') },
  { name: 'ldap-utils', there: () => onPath('ldapmodify') },
  { name: 'curl', there: () => onPath('curl') },
]

const isDebian = () => existsSync('/etc/debian_version') && onPath('apt-get')

/** How this user may run apt-get: directly, by sudo without a password, or not at all. */
function howToInstall() {
  if (process.getuid?.() === 0) return []
  if (onPath('sudo') && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0) return ['sudo', '-n']
  return undefined
}

const namesOf = packages => packages.filter(({ there }) => !there()).map(({ name }) => name)

/** Whether the distribution has such a package at all. */
const isOffered = name => spawnSync(catalogue, ['show', name], { stdio: 'ignore' }).status === 0
const catalogue = 'apt-cache'

function apt(prefix, ...command) {
  const [program, ...args] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...command]
  execFileSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'] })
}

/**
 * Installs what is missing where it may, otherwise says the one command to run. Never throws: what still works goes on.
 * @param known what was said to be missing the last time
 * @returns names that are still missing
 */
export function ensureSystemPackages({ tests, say, known }) {
  if (process.platform !== 'linux') return []
  const wanted = tests ? [...forReading, ...forTests] : forReading
  const welcome = tests ? forIndependentTests : []
  const missing = () => [...namesOf(wanted), ...namesOf(welcome)]
  const [names, tools] = [namesOf(wanted), namesOf(welcome)]
  // What a distribution does not have is not looked for before every run.
  const isNews = names.length > 0 || tools.some(name => !known.split(' ').includes(name))
  if (!isNews) return tools
  const install = (...packages) => ['install', '-y', '-q', '--no-install-recommends', ...packages]
  const byHand = `apt-get ${install(...names, ...tools).join(' ')}`
  const prefix = isDebian() ? howToInstall() : undefined
  if (!prefix) {
    const all = missing()
    // Said in full once; whoever cannot mend it need not read it before every command.
    if (known.includes(all.join(' '))) say(`still missing: ${all.join(', ')}`)
    else
      say(
        `missing on this system: ${all.join(', ')}. ${isDebian() ? `Run once: sudo ${byHand}` : 'Install them with your package manager.'}`,
      )
    return all
  }
  say(`installing Debian packages: ${[...names, ...tools].join(' ')}`)
  try {
    apt(prefix, 'update', '-q')
    const offered = tools.filter(isOffered)
    if (names.length > 0) apt(prefix, ...install(...names))
    if (offered.length > 0) apt(prefix, ...install(...offered))
  } catch {
    say(`that failed. Run by hand: sudo ${byHand}`)
  }
  const skipped = namesOf(welcome)
  if (skipped.length > 0) say(`without ${skipped.join(', ')} tests of these programs are skipped`)
  return missing()
}
