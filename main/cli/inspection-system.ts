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

/** A signer that does not answer holds no citizen longer than a slow card. */
const signerTimeMs = 8000
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

/** No signature where the program fails, is too slow or says too much: the card then refuses, and the read goes on without. */
function signed(program: string, holder: string, data: Uint8Array): Promise<Uint8Array> {
  return new Promise(resolve => {
    const parts: Buffer[] = []
    const signing = spawn(program, [holder], { stdio: ['pipe', 'pipe', 'inherit'], timeout: signerTimeMs })
    const none = () => resolve(new Uint8Array())
    signing.on('error', none)
    signing.stdin.on('error', none)
    signing.stdout.on('data', (part: Buffer) => parts.push(part))
    signing.on('close', status => {
      const signature = new Uint8Array(Buffer.concat(parts))
      resolve(status === 0 && signature.length <= longestSignature ? signature : new Uint8Array())
    })
    signing.stdin.end(data)
  })
}
