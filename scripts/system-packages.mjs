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
]

const isDebian = () => existsSync('/etc/debian_version') && onPath('apt-get')

/** How this user may run apt-get: directly, by sudo without a password, or not at all. */
function howToInstall() {
  if (process.getuid?.() === 0) return []
  if (onPath('sudo') && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0) return ['sudo', '-n']
  return undefined
}

/**
 * Installs what is missing where it may, otherwise says the one command to run. Never throws: what still works goes on.
 * @param known what was said to be missing the last time
 * @returns names that are still missing
 */
export function ensureSystemPackages({ tests, say, known }) {
  if (process.platform !== 'linux') return []
  const wanted = tests ? [...forReading, ...forTests] : forReading
  const missing = () => wanted.filter(({ there }) => !there()).map(({ name }) => name)
  const names = missing()
  if (names.length === 0) return []
  const command = `apt-get install -y --no-install-recommends ${names.join(' ')}`
  const prefix = isDebian() ? howToInstall() : undefined
  if (!prefix) {
    // Said in full once; whoever cannot mend it need not read it before every command.
    if (known.includes(names.join(' '))) say(`still missing: ${names.join(', ')}`)
    else
      say(
        `missing on this system: ${names.join(', ')}. ${isDebian() ? `Run once: sudo ${command}` : 'Install them with your package manager.'}`,
      )
    return names
  }
  say(`installing Debian packages: ${names.join(' ')}`)
  const [program, ...args] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get']
  try {
    execFileSync(program, [...args, 'update', '-q'], { stdio: ['ignore', 'ignore', 'inherit'] })
    execFileSync(program, [...args, 'install', '-y', '-q', '--no-install-recommends', ...names], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
  } catch {
    say(`that failed. Run by hand: sudo ${command}`)
  }
  return missing()
}
