import { selectFile } from '../emrtd/commands.ts'
import { elementaryFile } from '../emrtd/lds/elementary-files.ts'
import { ok, type Result } from '../emrtd/result.ts'
import type { ChipDeskError } from '../protocol/errors.ts'
import type { CardSession } from './card-session.ts'
import { type ReadSize, readFile } from './read-file.ts'

/**
 * EF.CardAccess, or undefined where the card has none (9303-11 §4.2 step 1). By short file id first, then after SELECT by file id.
 * SELECT MF is never asked for: Vietnamese identity cards refuse it with 6D00 or 6982 and other cards do not need it.
 */
export async function readCardAccess(
  session: CardSession,
  size: ReadSize,
): Promise<Result<Uint8Array | undefined, ChipDeskError>> {
  const direct = await readFile(session, 'CardAccess', size, () => {})
  if (direct.ok && direct.value.outcome === 'read') return ok(direct.value.content)
  if (!direct.ok && !direct.error.tag.startsWith('Protocol')) return direct
  const selected = await session.send(selectFile(elementaryFile('CardAccess').fid))
  if (!selected.ok) return selected
  if (selected.value.sw !== 0x9000) return ok(undefined)
  const again = await readFile(session, 'CardAccess', size, () => {}, { selected: true })
  if (!again.ok) return again.error.tag.startsWith('Protocol') ? ok(undefined) : again
  return ok(again.value.outcome === 'read' ? again.value.content : undefined)
}
