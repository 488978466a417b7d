import { readBinary, selectAnyFile, selectMasterFile } from '../emrtd/commands.ts'
import { parseAtrInfo } from '../emrtd/lds/atr-info.ts'
import { parseDirectory } from '../emrtd/lds/directory.ts'
import { elementaryFile, type UnframedFileId, unframedFile } from '../emrtd/lds/elementary-files.ts'
import { ok, type Result } from '../emrtd/result.ts'
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

/** As much of a file without a frame as one short command brings; undefined where it is refused. An error only if the card is lost. */
async function readUnframed(
  session: CardSession,
  id: UnframedFileId,
): Promise<Result<Uint8Array | undefined, ChipDeskError>> {
  const answered = await session.send(readBinary({ sfi: unframedFile(id).sfi, offset: 0, le: 256 }))
  if (!answered.ok) return answered
  const { data, sw } = answered.value
  return ok(sw === 0x9000 || sw === 0x6282 ? data : undefined)
}

/** The longest response by EF.ATR/INFO, status word included; undefined where it does not say. */
export async function readLongestResponse(session: CardSession): Promise<Result<number | undefined, ChipDeskError>> {
  const content = await readUnframed(session, 'ATR/INFO')
  if (!content.ok) return content
  const information = content.value && parseAtrInfo(content.value)
  return ok(information?.ok ? information.value.longestResponse : undefined)
}

/** Identifiers of the applications that EF.DIR lists: the name of a card that is none of ours. */
export async function readApplications(session: CardSession): Promise<Result<readonly string[], ChipDeskError>> {
  const content = await readUnframed(session, 'DIR')
  if (!content.ok) return content
  const directory = content.value && parseDirectory(content.value)
  return ok(directory?.ok ? directory.value.map(({ aid }) => aid.toUpperCase()) : [])
}
