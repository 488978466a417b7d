import type { CheckId, CheckResult, EvidenceLevel, Reason, Verdict } from './checks.ts'

export const enChecks = {
  'access.pace': 'Opening the chip (PACE)',
  'access.bac': 'Opening the chip, old way (BAC)',
  'access.terminal-authentication': 'Rights of this reader',
  'chip.active-authentication': 'Original chip (AA)',
  'chip.chip-authentication': 'Original chip (CA)',
  'chip.pace-cam': 'Original chip (PACE-CAM)',
  'sod.signature': 'Signature of the issuer',
  'sod.hashes': 'Integrity of the data',
  'sod.com-consistency': 'List of files on the chip',
  'issuer.chain': 'Origin of the issuer',
  'issuer.validity': 'Validity of the issuer’s certificate',
  'issuer.revocation': 'Revocation of the issuer’s certificate',
  'issuer.state': 'Issuing state',
  'document.expiry': 'Validity of the card',
  'document.mrz': 'Check digits and declared data',
  'document.defect': 'List of defective cards',
  'identity.registry': 'Central register',
  'identity.insurance': 'Health insurance',
} satisfies Record<CheckId, string>

export const enResults = {
  successful: 'Passed',
  failed: 'Failed',
  undetermined: 'Unclear',
  'not-supported': 'Not present',
  aborted: 'Stopped',
} satisfies Record<CheckResult, string>

export const enReasons = {
  'wrong-key': {
    text: 'The number used to open the chip is not this card’s.',
    cure: 'Scan the QR code or type the number again, then read again.',
  },
  'access-refused': { text: 'The chip refused to open.', cure: 'Lift the card, put it back and read again.' },
  'access-not-offered': { text: 'The card does not offer this way of opening.', cure: '' },
  'access-not-allowed': {
    text: 'This desk may not open chips the way this card asks.',
    cure: 'Tell the administrator.',
  },
  downgraded: {
    text: 'The card offers a safer way of opening, yet this read had to use a weaker one.',
    cure: 'Read again once. If it stays so, tell your supervisor.',
  },
  'no-chip-key': {
    text: 'The chip has no key of its own, so it cannot prove that it is not a copy.',
    cure: '',
  },
  'key-not-signed': {
    text: 'The chip’s key is not part of what was signed, so it proves nothing.',
    cure: 'Treat the chip as not proven.',
  },
  'chip-signature-wrong': {
    text: 'The chip did not sign with its own key: it may be a copy.',
    cure: 'Do not accept the card. Follow procedure and tell your supervisor.',
  },
  'chip-session-wrong': {
    text: 'The chip could not prove that it holds the card’s key: it may be a copy.',
    cure: 'Do not accept the card. Follow procedure and tell your supervisor.',
  },
  'chip-refused': { text: 'The chip refused to answer the test.', cure: 'Read once more.' },
  'algorithm-unsupported': {
    text: 'The card uses an algorithm this software does not know.',
    cure: 'Tell the administrator.',
  },
  'weak-key': {
    text: 'The chip’s key is shorter than this desk asks for, so the test is not strong enough.',
    cure: 'Treat the chip as not proven.',
  },
  'not-third-party-verifiable': {
    text: 'This proof holds at the desk only; nobody can check it again later.',
    cure: '',
  },
  'sod-missing': { text: 'The chip carries no signature of the issuer.', cure: 'Treat everything as declared only.' },
  'sod-malformed': {
    text: 'The signature on the chip is damaged and cannot be understood.',
    cure: 'Read once more, then tell your supervisor.',
  },
  'signature-wrong': {
    text: 'The issuer’s signature is wrong.',
    cure: 'Do not accept the card. Tell your supervisor.',
  },
  'signed-hash-wrong': {
    text: 'What was signed does not match the signature.',
    cure: 'Do not accept the card. Tell your supervisor.',
  },
  'signer-missing': { text: 'The signer’s certificate is not on the chip.', cure: 'Tell the administrator.' },
  'hash-wrong': {
    text: 'Data on the chip was changed after it was signed.',
    cure: 'Do not accept the card. Tell your supervisor.',
  },
  'hash-missing': { text: 'Some data on the chip is outside what was signed.', cure: 'Do not use that data.' },
  'not-read': { text: 'A signed part could not be read this time.', cure: 'Read again if you need that part.' },
  withheld: {
    text: 'This part was not kept on purpose, only its hash: what it said cannot be shown again.',
    cure: '',
  },
  'com-missing': { text: 'The chip has no list of files.', cure: '' },
  'com-lists-more': {
    text: 'The chip lists a file that the issuer did not sign.',
    cure: 'Tell the administrator if it happens often.',
  },
  'com-lists-less': {
    text: 'The list of files names less than was signed.',
    cure: 'Tell the administrator if it happens often.',
  },
  'no-anchor': {
    text: 'This desk has no root certificate of the issuer, so it is not certain who signed.',
    cure: 'Have the administrator import the root certificate.',
  },
  'test-anchor': {
    text: 'The root certificate is a TEST one: this result is for demonstration only.',
    cure: 'Do not use it for real business.',
  },
  'issuer-signature-wrong': {
    text: 'The signer’s certificate was not issued by a known issuer.',
    cure: 'Do not accept the card. Tell your supervisor.',
  },
  'issuer-profile-wrong': {
    text: 'The signer’s certificate breaks the rules for such certificates.',
    cure: 'Do not accept the card. Tell your supervisor.',
  },
  expired: {
    text: 'The certificate of the card’s signer has expired.',
    cure: 'Have the administrator check the certificate store.',
  },
  'not-yet-valid': {
    text: 'The certificate of the card’s signer is not valid yet.',
    cure: 'Check this computer’s clock.',
  },
  'signer-revoked': {
    text: 'The certificate of the card’s signer has been revoked.',
    cure: 'Do not accept the card. Tell your supervisor.',
  },
  'csca-revoked': {
    text: 'The root certificate of the issuer has been revoked.',
    cure: 'Do not accept the card. Tell your supervisor and the administrator.',
  },
  'no-revocation-list': {
    text: 'There is no revocation list, so it is unknown whether the certificate is still good.',
    cure: 'Have the administrator import the revocation list.',
  },
  'revocation-list-stale': {
    text: 'The desk’s revocation list is out of date: certificates revoked since may be missing.',
    cure: 'Have the administrator import the new revocation list.',
  },
  'signed-out-of-period': {
    text: 'The card was signed at a time when its signer might not sign.',
    cure: 'Do not accept the card if the result is red. Tell your supervisor.',
  },
  'deprecated-algorithm': {
    text: 'The signature holds, but with an old algorithm or a short key that is no longer strong enough.',
    cure: 'See another document if this desk’s rules ask for it.',
  },
  'clock-wrong': {
    text: 'The clock of this computer cannot be trusted, so it is unknown what is still valid.',
    cure: 'Set the date and time of this computer, then read again. Tell the administrator.',
  },
  'state-differs': {
    text: 'The state on the card is not the state of the certificate.',
    cure: 'Do not accept the card. Tell your supervisor.',
  },
  'document-expired': { text: 'The card has expired.', cure: 'Ask for a valid document.' },
  'check-digit-wrong': { text: 'A check digit in the MRZ does not match.', cure: 'Compare with the face of the card.' },
  'declared-data-differs': {
    text: 'The QR code or the typed number differs from the chip.',
    cure: 'Compare the card with the screen. If they differ, tell your supervisor.',
  },
  'code-of-another-card': {
    text: 'Issue date, expiry or former ID as declared differ from the chip: the code may be of another card of the same person.',
    cure: 'Use what the chip says. Ask whether the card was replaced.',
  },
  'declared-residence-differs': {
    text: 'The residence in the code differs from the chip.',
    cure: 'Ask the citizen where they live now.',
  },
  'no-declared-data': { text: 'Nothing was declared to compare with the chip.', cure: '' },
  'no-defect-list': { text: 'This desk has no list of defective cards.', cure: '' },
  'known-defect': {
    text: 'The issuer has published this defect of a series of cards: the defective part is not used, the rest still counts.',
    cure: 'Compare that part with the face of the card.',
  },
  'defect-unsettled': {
    text: 'The issuer has published a defect of this card that this software cannot settle.',
    cure: 'Compare the card with the screen, see another document and ask your supervisor.',
  },
  'chip-key-compromised': {
    text: 'The issuer has published that the chip keys of such cards are no longer secret: a copy would pass the test too.',
    cure: 'Do not accept the card. Tell your supervisor.',
  },
  unreadable: { text: 'The content could not be understood.', cure: 'Compare with the face of the card.' },
  pending: {
    text: 'The central register has not answered yet.',
    cure: 'It will be asked again when the network is back. Not confirmed until then.',
  },
  'registry-revoked': {
    text: 'The central register says this card is no longer valid.',
    cure: 'Do not accept the card. Send the citizen to the commune police.',
  },
  'registry-mismatch': {
    text: 'The central register does not confirm this card or the data on its chip.',
    cure: 'Do not accept the card. See the register’s answer and tell your supervisor.',
  },
  'registry-not-found': {
    text: 'The central register does not know this number.',
    cure: 'Check the card again, then tell your supervisor.',
  },
  'registry-unknown': {
    text: 'There is no usable answer from the central register.',
    cure: 'See the register’s cell. Not confirmed yet.',
  },
  'not-asked': { text: 'The central register was not asked this time.', cure: '' },
  'read-ended-early': {
    text: 'The read ended early, so this could not be checked.',
    cure: 'Place the card and read from the start.',
  },
} satisfies Record<Reason, { text: string; cure: string }>

export const enVerdicts = {
  authentic: {
    title: 'Genuine card',
    line: 'Signed by the issuer, data intact, chip is the original.',
    act: 'Compare the photo with the person, then proceed.',
  },
  intact: {
    title: 'Not fully proven',
    line: 'Nothing wrong was found, but something is still unproven.',
    act: 'Not yet a genuine card. Ask for another document or your supervisor.',
  },
  altered: {
    title: 'Data altered',
    line: 'The data on the chip is not what the issuer signed.',
    act: 'Do not accept the card. Tell your supervisor.',
  },
  cloned: {
    title: 'Copied chip',
    line: 'The data is right, but the chip could not prove it is the original.',
    act: 'Do not accept the card. Tell your supervisor.',
  },
  refused: {
    title: 'Not accepted',
    line: 'The rules of this desk do not allow this card.',
    act: 'Do not accept the card. Tell the citizen why.',
  },
  incomplete: {
    title: 'Not read to the end',
    line: 'The read ended early. Nothing can be concluded.',
    act: 'Place the card and read again.',
  },
} satisfies Record<Verdict, { title: string; line: string; act: string }>

export const enLevels = {
  unverified: { word: 'Unchecked', tip: 'Read, but not checked. Not to be used yet.' },
  declared: {
    word: 'Declared',
    tip: 'From a QR code, the printed card or the keyboard. Anyone can print it; no proof yet.',
  },
  intact: { word: 'Intact', tip: 'As signed into the chip, but the signer or the original chip is not proven.' },
  authentic: { word: 'Authentic', tip: 'Signed by the issuer, and the original chip proved itself.' },
  confirmed: { word: 'Confirmed', tip: 'The central register confirmed this very value.' },
} satisfies Record<EvidenceLevel, { word: string; tip: string }>
