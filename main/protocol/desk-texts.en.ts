import type { DeskTexts } from './desk-texts.vi.ts'

const asksAgain = 'Do not take it as confirmed. The desk asks again by itself.'
const callSupervisor = 'Do not serve. Follow the procedure of your office and call the supervisor.'
const toTheBase = 'Send the citizen to the commune police to have the population data brought up to date.'

export const englishDeskTexts: DeskTexts = {
  steps: {
    identity: 'Identity',
    registry: 'Central register',
    insurance: 'Health insurance',
    residence: 'Residence',
    customer: 'Customer record',
    face: 'Face',
    'hand-over': 'Hand-over',
  },
  states: {
    done: 'Done',
    'to-do': 'To do',
    waiting: 'Waiting',
    warned: 'With care',
    stopped: 'Stopped',
    'not-asked': 'Not asked',
  },
  needs: { required: 'Required', wished: 'Optional' },
  reasons: {
    verdict: {
      says: 'The card’s result is not in order.',
      act: 'Read the result of the card and do what it says.',
    },
    'read-incomplete': {
      says: 'The card was not read to its end.',
      act: 'Put the card down again and leave it until the read has ended.',
    },
    'no-chip': {
      says: 'There is no card to read: everything is as the person says.',
      act: 'See other papers by the rules of this desk, and record the right reason for the missing card.',
    },
    'chip-not-proven': {
      says: 'It is not proven that this is the genuine chip and not a copy.',
      act: 'Read it once more. If it stays so, compare card and person with care and call the supervisor.',
    },
    'expired-document': {
      says: 'The card has expired.',
      act: 'Send the citizen to the police to exchange it.',
    },
    'registry-not-asked': {
      says: 'The central register was not asked.',
      act: 'Read the card again once there is a connection, or tell the administrator if this desk has none.',
    },
    'registry-pending': { says: 'The central register has not answered yet.', act: asksAgain },
    'registry-failed': {
      says: 'The central register could not answer this question.',
      act: 'Ask again from the list of waiting questions. If it stays so, tell the administrator.',
    },
    'registry-unknown': {
      says: 'The central register could not confirm this card or person.',
      act: 'Compare card and person with care. In doubt, call the supervisor.',
    },
    'registry-refused': {
      says: 'The central register says that this card is no longer valid.',
      act: callSupervisor,
    },
    'registry-differs': {
      says: 'What the card says is not what the central register has.',
      act: `Ask the person. ${toTheBase}`,
    },
    'holder-deceased': { says: 'The central register has this person as deceased.', act: callSupervisor },
    'holder-missing': {
      says: 'The central register has this person as declared missing.',
      act: 'Call the supervisor before you serve.',
    },
    'number-cancelled': {
      says: 'This personal number was cancelled.',
      act: 'Ask the citizen for the new number, and send them to the police to exchange the card.',
    },
    'insurance-not-asked': {
      says: 'The health insurance was not looked up.',
      act: 'Look it up by the personal number, or by the number of the insurance card.',
    },
    'insurance-pending': { says: 'The insurance portal has not answered yet.', act: asksAgain },
    'insurance-failed': {
      says: 'The health insurance could not be looked up.',
      act: 'Ask again, or look at the insurance card on paper or in VNeID.',
    },
    'insurance-action': {
      says: 'The insurance portal names something to settle before the patient is registered.',
      act: 'Do what the words of its code say.',
    },
    'insurance-checked-elsewhere': {
      says: 'This insurance card was looked up by another facility today.',
      act: 'Ask the patient where they have been today.',
    },
    'residence-not-asked': {
      says: 'The residence was not asked for.',
      act: 'Ask for this person’s residence data.',
    },
    'residence-pending': {
      says: 'The residence is not confirmed yet.',
      act: 'Print no more than a draft from the chip, or name the day of the answer.',
    },
    'residence-failed': {
      says: 'The residence could not be asked for.',
      act: 'Ask again. If it stays so, name the day of the answer.',
    },
    'residence-unknown': {
      says: 'The register does not confirm where this person lives.',
      act: 'Have it verified by the rules, or refuse in writing with the reason.',
    },
    'residence-differs': {
      says: 'The address on the card is not that of the residence register.',
      act: 'Ask whether the citizen has moved. Go by the register, not by the card.',
    },
    'customer-missing': {
      says: 'There is not enough of a customer record to hold against the card.',
      act: 'Type the record, or fetch it from your own system.',
    },
    'customer-differs': {
      says: 'The customer record is not what the card says.',
      act: 'Look at each field that differs. If it is the same person, update the record; if not, stop.',
    },
    'customer-spelling': {
      says: 'The customer record differs from the card in spelling only.',
      act: 'Look at each field. If it is the same person, correct the record after the card.',
    },
    'customer-not-comparable': {
      says: 'Some of the customer record cannot be held against the card.',
      act: 'Type again what has the wrong form. What the card does not say, compare with other papers.',
    },
    'face-undecided': {
      says: 'The person has not been compared with the picture in the chip.',
      act: 'Look at person and picture and choose.',
    },
    'face-not-same': { says: 'The person is not the one in the chip’s picture.', act: callSupervisor },
    'face-unsure': {
      says: 'It is not sure that the person is the one in the picture.',
      act: 'Have a second person compare, or ask for another paper with a picture.',
    },
    'face-missing': {
      says: 'There is no picture of the chip to compare with.',
      act: 'Compare with the picture on the card, or ask for another paper with one.',
    },
    'hand-over-open': {
      says: 'Not handed over to your own system yet.',
      act: 'Hand it over once the steps before are done.',
    },
    'hand-over-pending': { says: 'Your own system has not taken it yet.', act: 'The desk sends it again by itself.' },
    'hand-over-failed': {
      says: 'Your own system does not take it.',
      act: 'Send it again. If it stays so, enter it by hand and tell the administrator.',
    },
  },
  decisions: { served: 'Served', refused: 'Refused', referred: 'Sent elsewhere' },
  faces: { same: 'Same person', 'not-same': 'Not the same person', unsure: 'Not sure' },
  overrides: {
    'not-needed': 'No second person is needed',
    possible: 'May be served by exception only, if a second person consents',
    never: 'Nobody may let this result pass',
    done: 'Served by exception, on the decision of two people',
  },
  bases: {
    registry: 'By the answer of the register',
    chip: 'By the card’s chip alone, without an answer of the register',
    declared: 'By what was said, not proven',
  },
  open: {
    'late-answer': 'Answered after the citizen had gone',
    pending: 'Still waiting for an answer',
    failed: 'Ended without an answer',
    stopped: 'Stopped, and no outcome recorded',
    override: 'Served by exception',
    'hand-over-failed': 'Not handed over to your own system',
  },
  customer: {
    same: 'Match',
    spelling: 'Marks, capitals or spaces differ',
    wording: 'Other words for the same place',
    precision: 'One side says less',
    different: 'Different',
    'not-on-card': 'Not on the card',
    unreadable: 'Wrong form in the record',
  },
  coverage: {
    covered: 'Covered',
    'new-card': 'Covered on a new card',
    'not-covered': 'Not covered',
    'ask-paper': 'The insurance card has to be seen',
    unknown: 'Not known whether covered',
  },
  documents: {
    'reception-slip-58': 'Reception slip 58 mm',
    'reception-slip-80': 'Reception slip 80 mm',
    'reception-slip-a5': 'Reception slip A5',
    'teller-record': 'Record of the customer’s verified identity',
    'identity-record': 'Record of the verified identity',
    ct01: 'CT01 – declaration of residence',
    ct04: 'CT04 – receipt and appointment',
    ct06: 'CT06 – refusal',
    ct07: 'CT07 – confirmation of residence (draft)',
  },
}
