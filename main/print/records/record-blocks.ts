import type { Act, ActKind } from '../../protocol/act.ts'
import { html, type Markup, value } from '../../protocol/markup.ts'
import type { Check } from '../../protocol/report.ts'
import type { RegistryState, Transaction } from '../../protocol/transaction.ts'
import { dayText, timeInVietnam } from '../../protocol/written-time.ts'
import type { PrintContext } from '../print-context.ts'
import { fact, factOrLine, nameOfCode, qrCode, writtenField } from '../print-parts.ts'
import { digestOf, recordFingerprint, verificationText } from './record-fingerprint.ts'
import { recordWords } from './record-words.ts'

/** The last of its kind, which is the one that holds. */
export function lastAct<K extends ActKind>({ acts }: Transaction, kind: K): Extract<Act, { kind: K }> | undefined {
  return acts?.findLast((act): act is Extract<Act, { kind: K }> => act.kind === kind)
}

/** Why, by what right, by whom and when. */
export function visitFacts(transaction: Transaction, more: Markup, context: PrintContext): Markup {
  const words = recordWords(context)
  const { purpose, at, operator, report, withoutCard } = transaction
  return html`<section><h2>${words.visit}</h2><dl class="two">
${factOrLine(words.operator, operator)}
${fact(withoutCard ? words.receivedAt : words.readAt, timeInVietnam(withoutCard ? at : report.at))}
${factOrLine(words.purpose, purpose && nameOfCode(purpose.code, 'purposes', context))}
${more}</dl><dl>${factOrLine(words.legalBasis, purpose && basisText(purpose.legalBasis, context))}
${fact(words.right, rightText(transaction, context))}</dl></section>`
}

/** Number and title of the text, where both are known. */
function basisText(code: string, context: PrintContext): string {
  const title = nameOfCode(code, 'legalBases', context)
  return title === code ? code : `${title} (${code})`
}

function rightText({ consent }: Transaction, context: PrintContext): string {
  const words = recordWords(context)
  if (!consent) return words.noRight
  const { type, method, recordedAt, textVersion } = consent
  return `${words.rights[type]}: ${words.methods[method]}, ${timeInVietnam(recordedAt)}, ${words.notice(dayText(textVersion))}`
}

/** Who the document says it is, and what became of its checks. Nothing of a face, of fingers, of an ethnic group or a religion is asked for here. */
export function documentFacts(transaction: Transaction, context: PrintContext): Markup {
  const words = recordWords(context)
  const { report, withoutCard } = transaction
  const field = (id: (typeof shown)[number]) => factOrLine(words.fields[id], writtenField(transaction, id, context))
  return html`<section><h2>${words.document}</h2>
<p class="verdict"><strong>${withoutCard ? words.withoutCard : words.verdicts[report.verdict].title}</strong> ${
    withoutCard
      ? html`– ${value(nameOfCode(withoutCard.reason, 'withoutCard', context))}. ${words.declaredOnly}`
      : html`– ${words.verdicts[report.verdict].line}`
  }</p>
<dl class="two">${shown.map(field)}</dl></section>`
}

const shown = ['fullName', 'personalNumber', 'birthDate', 'documentNumber', 'issueDate', 'expiryDate'] as const

/** Every check of the chip with its result, and why where it is not good. What the register said has its own block. */
export function checkFacts({ report }: Transaction, context: PrintContext): Markup {
  const words = recordWords(context)
  const made = report.checks.filter(({ id }) => !id.startsWith('identity.'))
  if (made.length === 0) return html`<section><h2>${words.checks}</h2><p>${words.noChecks}</p></section>`
  const row = ({ id, result, reason, detail }: Check) =>
    html`<li><span>${words.checkNames[id]}${fileOf(detail)}</span><b class="${result}">${words.results[result]}</b>${
      reason === undefined || result === 'successful' || result === 'not-supported'
        ? ''
        : html`<em>${words.reasons[reason].text}</em>`
    }</li>`
  return html`<section><h2>${words.checks}</h2><ul class="checks">${made.map(row)}</ul></section>`
}

/** ` DG13`: which file of the chip, where one check is made of each. */
const fileOf = (detail = '') => (/^DG\d{1,2}$/.test(detail) ? ` ${detail}` : '')

/** What the register said of card and person, and by which signed text. */
export function registryFacts({ registry }: Transaction, context: PrintContext): Markup {
  const words = recordWords(context)
  return html`<section><h2>${words.registry}</h2>${
    registry.status === 'answered' ? registryAnswer(registry, context) : html`<p>${words.states[registry.status]}</p>`
  }</section>`
}

function registryAnswer(
  { card, citizen, answeredAt }: Extract<RegistryState, { status: 'answered' }>,
  context: PrintContext,
) {
  const words = recordWords(context)
  if (!card && !citizen) return html`<p>${words.states.empty}</p>`
  const person = citizen && [
    words.said.match[citizen.match],
    ...(citizen.lifeStatus ? [words.said.life[citizen.lifeStatus]] : []),
    ...(citizen.numberStatus === 'CANCELLED' ? [words.said.numberCancelled] : []),
  ]
  return html`<dl class="two">
${fact(words.cardVerdict, card && words.said.card[card.verdict])}
${fact(words.personVerdict, person?.join('; '))}
${fact(words.answeredAt, timeInVietnam(card?.checkedAt ?? answeredAt))}
${fact(words.answerNumber, card?.transactionId)}
${fact(words.signedBy, card?.keyId)}</dl>${
    card?.signedText
      ? html`<p class="digest">${words.signedDigest}: <span class="number">${digestOf(card.signedText)}</span></p>`
      : ''
  }`
}

/** How the face was judged: by a person. A score is printed as the aid that it was. */
export function faceFacts(transaction: Transaction, context: PrintContext): Markup {
  const words = recordWords(context)
  const face = lastAct(transaction, 'face')
  if (!face) return html`<section><h2>${words.face}</h2><p>${words.noFace}</p></section>`
  const { comparison } = face
  const share = (number: number) => number.toFixed(2).replace('.', context.language === 'vi' ? ',' : '.')
  const score = comparison && words.scoreText(share(comparison.score), share(comparison.threshold), comparison.method)
  return html`<section><h2>${words.face}</h2><dl class="two">
${fact(words.faceDecision, html`${words.desk.faces[face.decision]} <small>(${value(words.by(face.operator, timeInVietnam(face.at)))})</small>`)}
${fact(words.score, score)}</dl></section>`
}

/** How it ended, and who took it on where the rules had stopped it. */
export function endFacts(transaction: Transaction, context: PrintContext): Markup {
  const words = recordWords(context)
  const decision = lastAct(transaction, 'decision')
  const override = lastAct(transaction, 'override')
  const by = (act: Act) => html` <small>(${value(words.by(act.operator, timeInVietnam(act.at)))})</small>`
  return html`<section><h2>${words.end}</h2><dl>
${fact(words.decision, decision ? html`${words.desk.decisions[decision.outcome]}${by(decision)}` : words.noDecision)}
${fact(words.reason, decision?.reason)}
${override ? html`${fact(words.override, html`${value(override.reason)}${by(override)}`)}${fact(words.second, `${override.second.id} (${words.roles[override.second.role]})`)}` : ''}</dl></section>`
}

/** The id by which the visit is found again, its control code and how to use them. */
export function verificationBlock(transaction: Transaction, context: PrintContext): Markup {
  const words = recordWords(context)
  return html`<section class="verification">${qrCode(verificationText(transaction), 20)}<div>
<p>${words.verify}: <strong>${value(transaction.id)}</strong></p>
<p>${words.fingerprint}: <strong class="number">${recordFingerprint(transaction)}</strong></p>
<p class="small">${words.howToVerify}</p></div></section>`
}
