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
}

/** Undefined where there is no log. */
export function readLog(path: string): LogFrames | undefined {
  const read = attempt(() => readFileSync(path))
  if (!read.ok || read.value.length === 0) return undefined
  const bytes = read.value
  const frames = framesOf(bytes)
  const whole = wholeFrames(bytes, frames)
  const rest = frames.slice(whole.length)
  const commits = rest.filter(({ commit }) => commit).length
  const committed = (list: readonly Frame[]) => list.slice(0, list.findLastIndex(({ commit }) => commit) + 1)
  return { bytes, whole: committed(whole), behind: committed(rest), broken: commits > 1 }
}

/** The frames that carry the salts of the log, or of its first frame where its header is torn; older ones stand behind them after a restart of the log. */
function framesOf(bytes: Buffer): Frame[] {
  const saltsAt = (offset: number) => bytes.subarray(offset, offset + 8)
  const ofHeader = saltsAt(16)
  const ofFirst = saltsAt(headerBytes + 8)
  const frames: Frame[] = []
  let sawHeaderSalts = false
  for (let start = headerBytes; start + frameBytes <= bytes.length; start += frameBytes) {
    sawHeaderSalts ||= saltsAt(start + 8).equals(ofHeader)
    const page = bytes.readUInt32BE(start)
    frames.push({ page, offset: start + frameHeaderBytes, commit: bytes.readUInt32BE(start + 4) > 0 })
  }
  const salts = sawHeaderSalts ? ofHeader : ofFirst
  return frames.filter(({ offset }) => saltsAt(offset - frameHeaderBytes + 8).equals(salts))
}

function wholeFrames(bytes: Buffer, frames: readonly Frame[]): Frame[] {
  const magic = bytes.length < headerBytes ? 0 : bytes.readUInt32BE(0)
  if (magic !== 0x377f0682 && magic !== 0x377f0683) return []
  const bigEndian = magic === 0x377f0683
  let sums = sumsOf(bytes.subarray(0, 24), [0, 0], bigEndian)
  if (!agrees(bytes, 24, sums)) return []
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
