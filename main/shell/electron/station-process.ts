import { fork } from 'node:child_process'
import { utilityProcess } from 'electron'
import { handedSecretFlag, secretMessage } from '../handed-secret.ts'
import type { StationProcess } from '../supervised-station.ts'

/** A process that does not end when asked ends without being asked. */
const stopMs = 3_000

/**
 * Starts the station: as a utility process of Electron, or under a Node of its own where one is named.
 * @param entry the bundled station, or any script that speaks the protocol's texts as messages of its parent
 * @param node path of a Node 24
 * @param secret of the key file, where the operating system sealed it: handed over as the first message
 */
export function startStationProcess(options: {
  entry: string
  node?: string | undefined
  secret?: Uint8Array | undefined
}): StationProcess {
  const { entry, node, secret } = options
  // With NODE_DEBUG Node itself prints every address it asks, and some have a password in them.
  const { NODE_DEBUG: _, ...inherited } = process.env
  const env = secret ? { ...inherited, [handedSecretFlag]: '1' } : inherited
  const started = node ? externalNode(entry, node, env) : utility(entry, env)
  if (secret) started.pipe.send(secretMessage(secret))
  return started
}

function utility(entry: string, env: NodeJS.ProcessEnv): StationProcess {
  const child = utilityProcess.fork(entry, [], { serviceName: 'ChipDesk station', stdio: 'inherit', env })
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
  return {
    pipe: {
      send: text => child.postMessage(text),
      onMessage: listener => child.on('message', message => whenText(message, listener)),
      onClose: listener => void ended.then(listener),
    },
    async stop() {
      child.kill()
      await Promise.race([ended, new Promise(resolve => setTimeout(resolve, stopMs))])
    },
  }
}

function externalNode(entry: string, node: string, env: NodeJS.ProcessEnv): StationProcess {
  const child = fork(entry, [], {
    env,
    execPath: node,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const ended = new Promise<void>(resolve => {
    child.once('exit', () => resolve())
    // No such file, or not executable: there is no exit then. Later errors are failed sends to a dying process.
    child.on('error', () => {
      if (child.pid === undefined) resolve()
    })
  })
  return {
    pipe: {
      send: text => {
        if (child.connected) child.send(text)
      },
      onMessage: listener => child.on('message', message => whenText(message, listener)),
      onClose: listener => void ended.then(listener),
    },
    async stop() {
      child.kill()
      const last = setTimeout(() => child.kill('SIGKILL'), stopMs)
      await ended
      clearTimeout(last)
    },
  }
}

function whenText(message: unknown, listener: (text: string) => void): void {
  if (typeof message === 'string') listener(message)
}
