import { readFileSync } from 'node:fs'
import { pageBytes } from './cipher-pages.ts'
import { attempt } from './sqlite-failure.ts'

const headerBytes = 32
const frameHeaderBytes = 24
const frameBytes = frameHeaderBytes + pageBytes

/** A page as some transaction left it. */
export interface Frame {
  readonly page: number
  /** Where its bytes begin in the log. */
  readonly offset: number
  /** The frame ends a transaction. */
  readonly commit: boolean
}

/**
 * The write-ahead log read without SQLite (sqlite.org/fileformat2.html §4), which takes the first frame that is not whole for the end of the log, and
 * forgets without a word what was committed behind it.
 */
export interface LogFrames {
  readonly bytes: Uint8Array
  /** What SQLite would find. */
  readonly whole: readonly Frame[]
  /** Frames of the same log from the first one that is not whole, up to the last commit. */
  readonly behind: readonly Frame[]
  /**
   * Certain loss of what was acknowledged. One transaction cut short at the end is what a power cut leaves; a second one behind it was written only
   * after the first had been synced.
   */
  readonly broken: boolean
  /**
   * False where the header of the log does not hold: damaged, or cut short when the log began anew over frames that are in the file long since. Which of
   * the two it is only the numbers of the store tell.
   */
  readonly dated: boolean
}

/** Undefined where there is no log. */
export function readLog(path: string): LogFrames | undefined {
  const read = attempt(() => readFileSync(path))
  if (!read.ok || read.value.length === 0) return undefined
  const bytes = read.value
  const dated = headerHolds(bytes)
  const frames = framesOf(bytes, dated)
  const whole = dated ? wholeFrames(bytes, frames) : []
  const rest = frames.slice(whole.length)
  const commits = rest.filter(({ commit }) => commit).length
  const committed = (list: readonly Frame[]) => list.slice(0, list.findLastIndex(({ commit }) => commit) + 1)
  return { bytes, whole: committed(whole), behind: committed(rest), broken: dated && commits > 1, dated }
}

/**
 * The frames with the salts of the log. Others stand behind them after the log began anew, or in place of them where the process ended
 * just after it wrote the new header: they are in the file long since.
 */
function framesOf(bytes: Buffer, dated: boolean): Frame[] {
  const salts = dated ? bytes.subarray(16, 24) : bytes.subarray(headerBytes + 8, headerBytes + 16)
  const frames: Frame[] = []
  for (let start = headerBytes; start + frameBytes <= bytes.length; start += frameBytes) {
    if (!bytes.subarray(start + 8, start + 16).equals(salts)) continue
    const page = bytes.readUInt32BE(start)
    frames.push({ page, offset: start + frameHeaderBytes, commit: bytes.readUInt32BE(start + 4) > 0 })
  }
  return frames
}

const isBigEndian = (bytes: Buffer) => bytes.readUInt32BE(0) === 0x377f0683

function headerHolds(bytes: Buffer): boolean {
  if (bytes.length < headerBytes || (bytes.readUInt32BE(0) & ~1) !== 0x377f0682) return false
  return agrees(bytes, 24, sumsOf(bytes.subarray(0, 24), [0, 0], isBigEndian(bytes)))
}

function wholeFrames(bytes: Buffer, frames: readonly Frame[]): Frame[] {
  const bigEndian = isBigEndian(bytes)
  let sums = sumsOf(bytes.subarray(0, 24), [0, 0], bigEndian)
  const whole: Frame[] = []
  for (const [index, frame] of frames.entries()) {
    const start = frame.offset - frameHeaderBytes
    if (start !== headerBytes + index * frameBytes) break
    sums = sumsOf(bytes.subarray(start, start + 8), sums, bigEndian)
    sums = sumsOf(bytes.subarray(frame.offset, frame.offset + pageBytes), sums, bigEndian)
    if (!agrees(bytes, start + 16, sums)) break
    whole.push(frame)
  }
  return whole
}

type Sums = readonly [number, number]

/** Two sums that run through the whole log; each frame's are the beginning of the next one's. */
function sumsOf(bytes: Buffer, [first, second]: Sums, bigEndian: boolean): Sums {
  const word = (offset: number) => (bigEndian ? bytes.readUInt32BE(offset) : bytes.readUInt32LE(offset))
  let a = first
  let b = second
  for (let offset = 0; offset < bytes.length; offset += 8) {
    a = (a + word(offset) + b) >>> 0
    b = (b + word(offset + 4) + a) >>> 0
  }
  return [a, b]
}

const agrees = (bytes: Buffer, offset: number, [first, second]: Sums) =>
  bytes.readUInt32BE(offset) === first && bytes.readUInt32BE(offset + 4) === second
