import type { OwnRecordView, Shift, Statistics } from '../protocol/desk-lists.ts'
import type { DocumentId, PrintedDocument } from '../protocol/printed-document.ts'
import type { TestPaper } from '../protocol/settings.ts'
import type { DocumentData } from './document-data.ts'
import { ct01 } from './forms/ct01.ts'
import { ct04 } from './forms/ct04.ts'
import { ct06 } from './forms/ct06.ts'
import { ct07 } from './forms/ct07.ts'
import { ownDataList } from './lists/own-data-list.ts'
import { shiftList } from './lists/shift-list.ts'
import { statisticsList } from './lists/statistics-list.ts'
import type { PrintContext } from './print-context.ts'
import { identityRecord } from './records/identity-record.ts'
import { tellerRecord } from './records/teller-record.ts'
import { receptionSlip } from './slip/reception-slip.ts'
import { testPage } from './test-page.ts'

type Template = (data: DocumentData, context: PrintContext) => PrintedDocument

const templates: Readonly<Record<DocumentId, Template>> = {
  'reception-slip-58': (data, context) => receptionSlip('reception-slip-58', data, context),
  'reception-slip-80': (data, context) => receptionSlip('reception-slip-80', data, context),
  'reception-slip-a5': (data, context) => receptionSlip('reception-slip-a5', data, context),
  'teller-record': tellerRecord,
  'identity-record': identityRecord,
  ct01,
  ct04,
  ct06,
  ct07,
}

/** The print-out of one document about one visit. Whether it may be printed now is the desk's rule, not the paper's. */
export const printDocument = (id: DocumentId, data: DocumentData, context: PrintContext): PrintedDocument =>
  templates[id](data, context)

/** What a list is made of. */
export type ListData =
  | { list: 'shift'; shift: Shift }
  | { list: 'statistics'; statistics: Statistics }
  | { list: 'own-data'; record: OwnRecordView }
  | { list: 'test-page'; paper: TestPaper }

/** The print-out of a list about no single visit. */
export function printList(data: ListData, context: PrintContext): PrintedDocument {
  if (data.list === 'shift') return shiftList(data.shift, context)
  if (data.list === 'statistics') return statisticsList(data.statistics, context)
  if (data.list === 'test-page') return testPage(data.paper, context)
  return ownDataList(data.record, context)
}
