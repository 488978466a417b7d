import type { InsuranceTexts } from './insurance-texts.vi.ts'

const askedAgain = 'The desk asks again by itself. If it is urgent, use the portal’s own page or the card in VNeID.'
const withoutInsurance = 'Register without insurance, and send the patient to the insurance office.'
const compareDigits = 'Compare it with the card and type it again.'

export const englishInsuranceTexts: InsuranceTexts = {
  codes: {
    '000': { says: 'Covered: the card is valid', act: 'Register the patient on this card.' },
    '001': {
      says: 'Card kept by the Ministry of Defence, the portal cannot say',
      act: 'Look at the paper card or the one in VNeID and at the identity papers, then register.',
    },
    '002': {
      says: 'Card kept by the Ministry of Public Security, the portal cannot say',
      act: 'Look at the paper card or the one in VNeID and at the identity papers, then register.',
    },
    '003': {
      says: 'Covered on a new card: the old one is over',
      act: 'Enter the new card below, not the old one.',
    },
    '004': { says: 'Covered: the card is valid and a new one was issued', act: 'Enter the card below.' },
    '010': {
      says: 'Not covered today: the card is over',
      act: 'Ask whether it was renewed or there is another card. If not, register without insurance.',
    },
    '050': {
      says: 'No insurance card found under this number',
      act: 'Ask again by the 15 characters of the card or the 10 digits of the social-insurance number, on the card or in VNeID or VssID.',
    },
    '051': {
      says: 'The card number is wrong',
      act: 'Compare it with the card and type all 15 characters again, or the 10-digit number.',
    },
    '052': { says: 'The province in the card number is wrong (characters 4 and 5)', act: compareDigits },
    '053': { says: 'The benefit level in the card number is wrong (character 3)', act: compareDigits },
    '054': {
      says: 'Not asked yet: the portal does not know this officer',
      act: 'Have the administrator register the officer’s identity number at the portal, then ask again.',
    },
    '055': {
      says: 'Not asked yet: the officer’s name does not fit the identity number',
      act: 'Have the administrator correct the officer’s name to that at the portal, then ask again.',
    },
    '060': {
      says: 'The name is not the one on the insurance card',
      act: 'Compare name and photo with the insurance card. Another person: refuse this card. The same: the insurance office corrects it.',
    },
    '061': {
      says: 'The name is close to the one on the insurance card, its first character is right',
      act: 'Compare letter by letter with the insurance card. If it is the same person, you may register.',
    },
    '070': {
      says: 'The date of birth is not the one on the insurance card',
      act: 'Compare it with the insurance card. If that has a year only and the year is right, you may register.',
    },
    '080': {
      says: 'The sex is not the one on the insurance card (code 080 of the old portal)',
      act: 'Read the portal’s note below and compare with the insurance card.',
    },
    '090': {
      says: 'The place of first registration is not the one on the insurance card (code 090 of the old portal)',
      act: 'Read the portal’s note below and compare with the insurance card.',
    },
    '100': { says: 'The portal could not read the register of cards', act: askedAgain },
    '101': { says: 'The server of the insurance portal has a fault', act: askedAgain },
    '110': { says: 'Do not take this card: it was withdrawn', act: withoutInsurance },
    '120': { says: 'Do not take this card: it was reported as ended', act: withoutInsurance },
    '121': {
      says: 'This card has ended: the patient moved to another province',
      act: 'Ask for the new card of that province, then ask again by its number.',
    },
    '122': {
      says: 'This card has ended: the patient moved within the province',
      act: 'Ask for the new card of the new place, then ask again by its number.',
    },
    '123': {
      says: 'This card has ended: the employer enrolled the patient again',
      act: 'Ask for the new card from the employer, then ask again by its number.',
    },
    '124': { says: 'Do not take this card: the patient is no longer insured', act: withoutInsurance },
    '130': {
      says: 'A child who showed no insurance card',
      act: 'Follow the procedure for children under 6: card number or birth certificate; for a newborn the word of a parent or of the facility.',
    },
    '205': {
      says: 'The portal does not take the desk’s question (code 205)',
      act: 'Use the portal’s own page, and tell the administrator this code.',
    },
    '401': {
      says: 'The insurance portal does not take the facility’s account',
      act: 'Have the administrator check user name and password of the portal. The desk then asks again by itself.',
    },
    '408': { says: 'The insurance portal took too long', act: askedAgain },
    '500': { says: 'The server of the insurance portal does not work', act: askedAgain },
    '501': { says: 'The session with the insurance portal expired', act: askedAgain },
  },
  doubts: {
    name: {
      says: 'The portal answered about somebody of another name',
      act: 'Compare the name with the insurance card before you register.',
    },
    birth: {
      says: 'The portal answered about somebody born on another date',
      act: 'Compare the date of birth with the insurance card before you register.',
    },
    'not-yet': {
      says: 'Not covered yet today: the card begins later',
      act: 'Ask whether there is another card. If not, register without insurance.',
    },
    over: {
      says: 'Not covered today: the card’s last day is past',
      act: 'Ask whether it was renewed or there is another card. If not, register without insurance.',
    },
    'no-new-card': {
      says: 'The old card is over, and the portal did not name the new one',
      act: 'Ask for the new number, or look in VNeID or VssID, then ask again by it.',
    },
  },
  unknown: {
    says: 'The portal answered with a code that is not known',
    act: 'Read the portal’s note below, look at the insurance card yourself and tell the administrator the code.',
  },
  noOfficer: {
    says: 'The portal was not asked: this account names no officer',
    act: 'Have the administrator enter the name and identity number registered at the portal, then ask again.',
  },
}
