import { readBinary, selectAnyFile, selectMasterFile } from '../emrtd/commands.ts'
import { elementaryFile, type UnframedFileId, unframedFile } from '../emrtd/lds/elementary-files.ts'
import { ok, type Result } from '../emrtd/result.ts'
import { readTlvs, type Tlv } from '../emrtd/tlv.ts'
import type { ChipDeskError } from '../protocol/errors.ts'
import type { CardSession } from './card-session.ts'
import { type FileRead, type ReadHabits, readFile, readSelected } from './read-file.ts'

/**
 * EF.CardAccess, or undefined where the card has none (9303-11 §4.2 step 1). After a reset the master file is the current directory, so that the
 * short file id will do; then SELECT by file id. Only then SELECT MF, which Vietnamese identity cards refuse with 6D00 or 6982 and others
 * with 6A81, 6A86 or 6A87: whatever it answers, the file is asked for once more, at last by a SELECT that names no directory.
 */
export async function readCardAccess(
  session: CardSession,
  habits: ReadHabits,
): Promise<Result<Uint8Array | undefined, ChipDeskError>> {
  const direct = content(await readFile(session, 'CardAccess', habits))
  if (!direct.ok || direct.value) return direct
  const selected = await selectMf(session)
  if (!selected.ok) return selected
  if (selected.value) {
    const again = content(await readFile(session, 'CardAccess', habits))
    if (!again.ok || again.value) return again
  }
  const named = await session.send(selectAnyFile(elementaryFile('CardAccess').fid))
  if (!named.ok) return named
  return named.value.sw === 0x9000 ? content(await readSelected(session, 'CardAccess', habits)) : ok(undefined)
}

/** Whether one of the two forms was accepted. */
async function selectMf(session: CardSession): Promise<Result<boolean, ChipDeskError>> {
  for (const form of ['explicit', 'implicit'] as const) {
    const selected = await session.send(selectMasterFile(form))
    if (!selected.ok || selected.value.sw === 0x9000) return selected.ok ? ok(true) : selected
  }
  return ok(false)
}

/** What was read; a file that is refused, or no such file at all, is none. An error only if the card is lost. */
function content(read: Result<FileRead, ChipDeskError>): Result<Uint8Array | undefined, ChipDeskError> {
  if (read.ok) return ok(read.value.outcome === 'read' ? read.value.content : undefined)
  return read.error.tag.startsWith('Protocol') && read.error.tag !== 'ProtocolSecureMessaging' ? ok(undefined) : read
}

/**
 * The data objects of a file that has no frame, as many as one short command brings; none where it is refused or no such file. For what a
 * card says about itself, where that helps: EF.ATR/INFO for the length of an APDU, EF.DIR for the name of a card that is none of ours.
 */
export async function readUnframed(
  session: CardSession,
  id: UnframedFileId,
): Promise<Result<readonly Tlv[], ChipDeskError>> {
  const answered = await session.send(readBinary({ sfi: unframedFile(id).sfi, offset: 0, le: 256 }))
  if (!answered.ok) return answered
  const { data, sw } = answered.value
  const objects = readTlvs(data, 32)
  return ok((sw === 0x9000 || sw === 0x6282) && objects.ok ? objects.value : [])
}

/** The longest response by EF.ATR/INFO, status word included: the second integer of DO'7F66' (ISO/IEC 7816-4 §12.7.1; 9303-10 §3.11.1). */
export function longestResponse(atrInfo: readonly Tlv[]): number | undefined {
  const information = atrInfo.find(({ tag }) => tag === 0x7f66)
  const integers = information && readTlvs(information.value, 2)
  const longest = integers?.ok ? integers.value[1] : undefined
  if (longest?.tag !== 0x02 || longest.value.length > 3) return undefined
  return longest.value.reduce((sum, byte) => sum * 256 + byte, 0)
}

/** Identifiers of the applications that EF.DIR lists (ISO/IEC 7816-4 §12.2.2): DO'4F' in each template DO'61'. */
export function listedApplications(dir: readonly Tlv[]): readonly Uint8Array[] {
  return dir.flatMap(({ tag, value }) => {
    const objects = tag === 0x61 ? readTlvs(value, 16) : undefined
    return objects?.ok ? objects.value.filter(object => object.tag === 0x4f).map(object => object.value) : []
  })
}
