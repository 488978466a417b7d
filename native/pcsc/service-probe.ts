import { connect } from 'node:net'

/** Where pcsc-lite's service listens unless `PCSCLITE_CSOCK_NAME` says otherwise. */
export const systemSocket = '/run/pcscd/pcscd.comm'

/** `absent`: no socket, or nobody behind it. `silent`: somebody, but no answer in time. */
export type ServiceAnswer = 'answers' | 'absent' | 'denied' | 'silent'

// pcsc-lite's first message, in the byte order of the machine: size and command of the header, then the protocol
// version of the client (4.4 since 1.9) and a result. The service answers with the last three words.
const versionCommand = 0x11
const question = new Uint32Array([12, versionCommand, 4, 4, 0])
const answerLength = 12
const securityViolation = 0x8010006a

/**
 * Asks the PC/SC service on a Unix socket for its version: the one way to learn, without blocking this thread, whether
 * it would answer. libpcsclite waits for ever for a service that hangs, and calls every failure "not running".
 *
 * @param timeoutMs time for connecting and the answer together
 */
export function probeService(socket: string, timeoutMs: number): Promise<ServiceAnswer> {
  return new Promise(resolve => {
    const client = connect(socket)
    const received: Uint8Array[] = []
    const settle = (answer: ServiceAnswer) => {
      clearTimeout(timer)
      client.destroy()
      resolve(answer)
    }
    const timer = setTimeout(settle, timeoutMs, 'silent')
    client.on('connect', () => client.write(new Uint8Array(question.buffer)))
    client.on('data', (chunk: Buffer) => {
      received.push(chunk)
      const answer = Buffer.concat(received)
      if (answer.length < answerLength) return
      const [, , result] = new Uint32Array(Uint8Array.from(answer).buffer, 0, 3)
      settle(result === securityViolation ? 'denied' : 'answers')
    })
    // A service that polkit told to refuse this user hangs up without a word.
    client.on('end', () => settle('denied'))
    client.on('error', (error: NodeJS.ErrnoException) => {
      settle(error.code === 'EACCES' || error.code === 'EPERM' ? 'denied' : 'absent')
    })
  })
}
