import { writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { createPictures } from '../pictures/pictures.ts'
import type { Report } from '../protocol/report.ts'
import { version } from '../station/version.ts'
import type { Trust } from '../trust/trust.ts'
import type { KeptRead } from '../verification/kept-read.ts'
import { certificatesOf } from '../verification/report-certificates.ts'
import type { ReportComparison } from '../verification/report-comparison.ts'
import { type ReportLanguage, reportLanguages } from '../verification/report-language.ts'
import { type ReportPageInput, reportPage } from '../verification/report-page.ts'
import type { Face } from '../verification/verify-read.ts'
import { UsageError } from './arguments.ts'

/** The options of a printable report, for `read` and `verify`. */
export const reportOptions = {
  report: { type: 'string' },
  lang: { type: 'string' },
  'with-photo': { type: 'boolean', default: false },
  'all-fields': { type: 'boolean', default: false },
  desk: { type: 'string' },
} as const

interface ReportValues {
  readonly report?: string | undefined
  readonly lang?: string | undefined
  readonly 'with-photo': boolean
  readonly 'all-fields': boolean
  readonly desk?: string | undefined
}

/** Where the report goes and how it is to be. */
export interface ReportRequest {
  readonly file: string
  readonly language: ReportLanguage
  readonly photo: boolean
  readonly allFields: boolean
  readonly desk: string
}

/** Undefined where no report is asked for; wrong usage is found before anything is done. */
export function reportRequested(values: ReportValues): ReportRequest | undefined {
  const { report, lang, desk } = values
  const language = lang === undefined ? 'both' : reportLanguages.find(known => known === lang)
  if (!language) throw new UsageError(`--lang takes one of ${reportLanguages.join(', ')}`)
  const about = lang !== undefined || desk !== undefined || values['with-photo'] || values['all-fields']
  if (report === undefined && about)
    throw new UsageError('--lang, --desk, --with-photo and --all-fields go with --report FILE')
  if (report === undefined) return undefined
  return {
    file: report,
    language,
    photo: values['with-photo'],
    allFields: values['all-fields'],
    desk: desk ?? hostname(),
  }
}

/** What was judged, how, and on whose certificates. */
export interface Judged {
  readonly read: KeptRead
  readonly report: Report
  readonly face?: Face
  readonly trust: Trust
  readonly subject: ReportPageInput['subject']
  readonly comparison?: ReportComparison
}

/** Writes the page, readable by this user alone: there is a person's data in it. */
export async function writeReport(request: ReportRequest, judged: Judged): Promise<void> {
  const { file, language, allFields, desk } = request
  const { read, report, trust, subject, comparison } = judged
  const photo = request.photo && judged.face ? await pictureOf(judged.face) : undefined
  const page = reportPage({
    report,
    language,
    subject,
    ...(subject.kind !== 'files' && { readAt: read.at }),
    certificates: certificatesOf(read, trust, new Date(report.at)),
    ...(comparison && { comparison }),
    ...(photo && { photo }),
    allFields,
    desk,
    app: { name: 'ChipDesk', version },
    madeAt: new Date(),
  })
  await writeFile(file, page, { mode: 0o600 })
}

async function pictureOf({ bytes }: Face): Promise<ReportPageInput['photo']> {
  const pictures = createPictures()
  try {
    const picture = await pictures.show(bytes)
    return picture.ok ? picture.value : undefined
  } finally {
    await pictures.close()
  }
}
