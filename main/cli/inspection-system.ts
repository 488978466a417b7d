import { spawn } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseCvCertificate } from '../emrtd/cv-certificate.ts'
import type { InspectionSystem } from '../emrtd/terminal-authentication.ts'
import { UsageError } from './arguments.ts'

/** The options by which an operator lends this read an inspection system. */
export const inspectionOptions = {
  'inspection-system': { type: 'string' },
  signer: { type: 'string' },
} as const

/** RSA of 4096 bits. */
const longestSignature = 512

/**
 * The inspection system of a folder: CV certificates (`.cvcert`, `.cvc`, `.bin`, in any order), and a program that signs. The program is started with
 * the certificate holder reference as its one argument, gets the data to sign on standard input and gives the bare signature on standard
 * output: its key never comes here. Undefined where nobody asks for it.
 * @throws UsageError if one of the two is missing, or a file is no CV certificate
 */
export async function inspectionSystemFrom(values: {
  readonly 'inspection-system'?: string | undefined
  readonly signer?: string | undefined
}): Promise<InspectionSystem | undefined> {
  const { 'inspection-system': folder, signer } = values
  if (folder === undefined && signer === undefined) return undefined
  if (folder === undefined || signer === undefined)
    throw new UsageError('--inspection-system DIR and --signer PROGRAM go together')
  const names = await readdir(folder).catch(() => {
    throw new UsageError(`--inspection-system: ${folder} cannot be read`)
  })
  const certificates: Uint8Array[] = []
  for (const name of names.filter(each => /\.(cvcert|cvc|bin)$/i.test(each)).sort()) {
    const bytes = new Uint8Array(await readFile(join(folder, name)))
    const parsed = parseCvCertificate(bytes)
    if (!parsed.ok) throw new UsageError(`--inspection-system: ${name}: ${parsed.error.message}`)
    certificates.push(bytes)
  }
  if (certificates.length === 0) throw new UsageError(`--inspection-system: no CV certificate in ${folder}`)
  return { certificates, sign: (data, holder) => signed(signer, holder, data) }
}

/** Rejects, and says why, where the program cannot be started, fails, or says too much. How long it may take is for the read to say. */
function signed(program: string, holder: string, data: Uint8Array): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    let length = 0
    const signing = spawn(program, [holder], { stdio: ['pipe', 'pipe', 'inherit'], timeout: 60_000 })
    const failed = (why: string) => {
      signing.kill('SIGKILL')
      reject(new Error(`signer ${why}`))
    }
    signing.on('error', () => failed('could not be started'))
    // A program that ends without reading says why by its exit status.
    signing.stdin.on('error', () => {})
    signing.stdout.on('data', (part: Buffer) => {
      length += part.length
      if (length > longestSignature) failed(`gave more than ${longestSignature} bytes`)
      else parts.push(part)
    })
    signing.on('close', status => {
      if (status !== 0) failed(`ended with ${status ?? 'a signal'}`)
      else if (length === 0) failed('gave nothing')
      else resolve(new Uint8Array(Buffer.concat(parts)))
    })
    signing.stdin.end(data)
  })
}
