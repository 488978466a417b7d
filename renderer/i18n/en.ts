import { enChecks, enLevels, enReasons, enResults, enVerdicts } from '../../main/protocol/check-texts.en.ts'
import { englishCitizenData } from '../../main/protocol/citizen-data-words.en.ts'
import { englishDeskTexts } from '../../main/protocol/desk-texts.en.ts'
import { englishDifferences } from '../../main/protocol/difference-texts.en.ts'
import { englishErrors } from '../../main/protocol/error-texts.en.ts'
import { englishFieldNames, englishSources } from '../../main/protocol/field-names.en.ts'
import { englishPhases } from '../../main/protocol/phase-names.en.ts'
import { englishRegistryTexts } from '../../main/protocol/registry-texts.en.ts'
import { englishAudit } from './audit-words.en.ts'
import { englishBehind } from './behind-words.en.ts'
import { englishCitizenScreen } from './citizen-screen-words.en.ts'
import { englishCustomer } from './customer-words.en.ts'
import { englishDesk } from './desk-words.en.ts'
import { englishDevices } from './device-words.en.ts'
import { englishDiagnosticsScreen } from './diagnostics-words.en.ts'
import { englishDisplay } from './display-words.en.ts'
import { englishFace } from './face-words.en.ts'
import { englishFirstRun } from './first-run-words.en.ts'
import { englishHelp } from './help-words.en.ts'
import { englishHistory } from './history-words.en.ts'
import { englishInputs } from './input-words.en.ts'
import { englishInsurance } from './insurance-words.en.ts'
import { englishKeypad } from './keypad-words.en.ts'
import { englishKiosk } from './kiosk-words.en.ts'
import { englishPages } from './page-words.en.ts'
import { englishPrint } from './print-words.en.ts'
import { englishQueue } from './queue-words.en.ts'
import { englishSettings } from './settings-words.en.ts'
import { englishSignIn } from './sign-in-words.en.ts'
import { englishToday } from './today-words.en.ts'
import { englishTrust } from './trust-words.en.ts'
import type { Dictionary } from './vi.ts'
import { englishWaiting } from './waiting-words.en.ts'

export const en = {
  locale: 'en',
  languageName: 'English',
  documentTitle: 'ChipDesk – identity card desk',

  checks: enChecks,
  results: enResults,
  reasons: enReasons,
  verdicts: enVerdicts,
  levels: enLevels,
  errors: englishErrors,

  fields: englishFieldNames,
  sources: englishSources,
  differences: englishDifferences,
  pages: englishPages,
  diagnostics: englishDiagnosticsScreen,
  audit: englishAudit,
  help: englishHelp,
  today: englishToday,
  queue: englishQueue,
  display: englishDisplay,
  print: englishPrint,
  behind: englishBehind,
  insurance: englishInsurance,
  citizen: englishCitizenData,
  alteredField: { word: 'Altered', tip: 'Not what the issuer signed. Do not use it.' },
  from: source => `Source: ${source}.`,
  alsoSays: (source, value) => `By ${source}: ${value}`,
  sex: { M: 'Male', F: 'Female', X: 'Not stated' },
  unlimited: 'No expiry',

  phases: englishPhases,
  stages: {
    connect: 'Connect to the card',
    open: 'Open the chip',
    data: 'Read the data',
    prove: 'Test the chip',
    face: 'Read the photo',
    verify: 'Check the signature',
    registry: 'Ask the register',
  },
  interactions: {
    none: 'Keep the card still on the reader',
    'place-card': 'Place the card on the reader',
    'keep-card': 'Keep the card still on the reader',
    'lift-and-place-again': 'Lift the card and place it again',
    'enter-can': 'Enter the last 6 digits to go on',
  },

  header: {
    counter: 'Counter',
    history: 'History',
    desk: 'Desk',
    readerReady: 'Reader ready',
    readerCard: 'Card on the reader',
    readerProblem: 'Reader problem',
    readerTitle: name => `In use: ${name}`,
    online: 'Register: reachable',
    offline: 'Register: unreachable',
    onlineUnknown: 'Register: not known yet',
    pending: count => `${count} waiting`,
    send: 'Send again',
    language: 'Language',
    navigation: 'Screens',
  },

  connection: {
    connecting: 'Connecting to the station…',
    lostTitle: 'Connection to the station lost',
    lostText: 'What you see may be out of date: do not act on it. Reconnecting…',
    lostLong: 'If the station was stopped or restarted, open ChipDesk again with the new address it printed.',
    lostLongOwn: 'ChipDesk is restarting the station. After a minute without success close ChipDesk and open it again.',
    retry: 'Reconnect now',
    broken: {
      title: 'The last read was broken off.',
      kept: 'It had been stored: its result is in the History (F3).',
      notKept: 'It was not stored. Place the card again and read it anew.',
      understood: 'Understood',
    },
  },

  waiting: englishWaiting,
  hints: {
    empty: 'The scanner works at once; no need to click here.',
    number: 'All 12 digits.',
    numberShort: count => `${count} digits so far. Type all 12, or exactly the last 6.`,
    numberLong: count => `Too many digits: ${count}, only 12 are needed.`,
    can: 'Last 6 digits: enough to open the chip.',
    qr: (number, name) => `QR code of an identity card: ${name} · ${number}`,
    qrPartial: 'QR code of an identity card, receiving…',
    qrMangled: 'A Vietnamese keyboard program garbled the code. Turn it off (UniKey/EVKey) and scan again.',
    mojibake: 'Wrong character set. Set the scanner to UTF-8; the number can still be used.',
    insurance: 'This is the code of a health insurance card; it does not open the identity chip.',
    mrz: 'All three MRZ lines.',
    mrzPassport: 'Both MRZ lines of the passport.',
    mrzShort: (count: number, of: number) => `MRZ: ${count} of ${of} characters. Go on with the next line.`,
    web: 'This code is a web address, not the code of an identity card.',
    unknown: 'This does not look like the QR code or number of an identity card.',
  },

  reading: {
    title: 'Reading the chip',
    cancel: 'Stop reading',
    bytes: (done, total) => `${done} / ${total} kB`,
    seconds: s => `${s} s`,
    unverified: 'What is shown has not been checked yet. Wait for the result.',
    progress: 'Reading progress',
    photoComing: 'Photo arriving',
    photoWaiting: 'The photo comes last',
    stages: 'Steps',
    placeAgain: 'Place the card again',
    cardGone: 'The card has left the reader. Place this same card again and reading goes on where it stopped.',
    cardSilent: 'The card stopped answering. Place this same card again and reading goes on where it stopped.',
  },

  result: {
    verdict: 'Result',
    holder: 'Data on the chip',
    checks: 'What was checked',
    registryAgainst: what => `Central register: ${what}. Do not accept.`,
    registryOpen: 'Compare the photo with the person. The register has not confirmed.',
    testAnchor: 'TEST root certificate',
    testAnchorTip: 'This result rests on a test root certificate and has no value for real business.',
    face: 'Photo on the chip',
    noFace: 'No photo',
    noFaceStored: 'The photo is not kept',
    compareFace: 'Compare with the person',
    doNotAccept: 'Do not accept the card.',
    faceAltered: 'The photo on the chip was altered, so it is not shown',
    faceUnproven: 'Do not identify the person by this photo',
    facePending: 'Opening the photo',
    noPicture: {
      unreadable: 'The photo on the chip is damaged and cannot be shown',
      unsupported: 'This kind of photo is not supported',
      'too-large': 'The photo on the chip is too large to be opened',
      'too-slow': 'Opening the photo took too long and was stopped',
      unavailable: 'The photo decoder does not run',
    },
    noFields: 'Nothing could be read from the chip.',
    saved: 'Saved',
    savedAt: time => `at ${time}`,
    notSaved: 'NOT SAVED',
    transaction: 'Transaction',
    takeCard: 'Take the card',
    takeCardSub: 'then call the next person',
    next: 'Next person',
    withoutChip: {
      title: 'No chip to check',
      line: 'The citizen laid no card down.',
      act: 'Rely on the answer at the right alone. A card can still be laid down and read.',
    },
    noCard: 'No card used',
    cardLifted: 'Card taken',
    cardLiftedSub: 'The next person may place a card',
    placeAgain: 'Place the card again',
    placeAgainSub: 'and it is read once more',
    anotherCard: {
      title: 'Another card was placed',
      cure: 'Lift it. Scan the QR code of the card to be read, then place that very card.',
    },
    nextInput: 'Scan the next QR',
    readAgain: 'Read this card again',
    details: 'Technical details',
    demo: 'Demo',
  },
  checkGroups: {
    chip: 'Original chip',
    data: 'Data and signature',
    issuer: 'Issuer',
    document: 'Card',
    identity: 'Central register',
    access: 'Opening the chip',
  },
  details: {
    access: 'Access',
    reader: 'Reader',
    groupsRead: 'Data groups read',
    groupsNotRead: 'Not read',
    time: 'Reading time',
    apdu: 'Commands to the chip',
    policy: 'Policy',
    anchors: 'Root certificates',
    anchorsValue: (count, test) => (test ? `${count}, with a test one` : `${count}`),
    digest: 'Digest of the trust store',
    checkedAt: 'Checked at',
    desk: 'Desk',
    milliseconds: ms => `${ms} ms`,
    apduValue: (count, bytes) => `${count} commands, ${bytes} bytes received`,
    byPhase: 'Step by step',
  },

  registry: {
    ...englishRegistryTexts,
    title: 'Central register',
    pending: 'Waiting for the answer',
    pendingSub: 'Not confirmed. It will be asked again.',
    notAsked: 'Not asked',
    notAskedSub: 'Not confirmed.',
    failed: 'Could not be asked',
    failedSub: 'Not confirmed.',
    noAnswer: 'The answer was empty',
    answeredAt: time => `Answered at ${time}`,
    differs: fields => `Differs: ${fields}`,
  },

  history: englishHistory,

  demo: {
    watermark: 'DEMO',
    banner: 'Demo',
    bannerMore: 'people and cards are invented',
    tray: 'Demo card tray',
    personas: 'Invented people',
    place: 'Place card',
    remove: 'Take card',
    showQr: 'Show QR code',
    hideQr: 'Hide QR code',
    scanQr: 'Scan QR',
    registry: 'Register',
    registryOn: 'Register: on',
    registryOff: 'Register: off',
    hostile: 'card with a problem',
    qrOf: name => `QR code on the card of ${name}`,
    readerPcsc: 'over virtual PC/SC',
    readerInProcess: 'inside the program (no PC/SC)',
    onReader: 'on the reader',
    collapse: 'Fold tray',
    expand: 'Open tray',
  },

  camera: englishInputs.camera,

  inputs: englishInputs.inputs,

  citizenScreen: englishCitizenScreen,
  customer: englishCustomer,
  face: englishFace,
  devices: englishDevices,
  desk: { ...englishDesk, texts: englishDeskTexts },
  settings: englishSettings,
  signIn: englishSignIn,
  trust: englishTrust,
  keypad: englishKeypad,
  firstRun: englishFirstRun,
  kiosk: englishKiosk,

  about: {
    title: 'ChipDesk',
    what: 'A desk for chip identity cards: reads, proves, asks the central register and records, with or without a network.',
    version: 'Version',
    desk: 'Desk',
    anchors: 'Root certificates',
    noAnchors: 'None yet: no result can be better than “Not fully proven”.',
    licence: 'Licence',
    licenceValue: 'MIT, open source. Typeface: Be Vietnam Pro (SIL OFL 1.1).',
    help: 'Keys, marks and colours: see the guide',
    legend: 'Level of evidence of each field',
    lights: 'Colours of a result',
    lightWords: {
      green: 'Proven',
      yellow: 'Not fully proven',
      red: 'Something is wrong: do not accept',
      grey: 'No conclusion',
    },
  },

  announce: {
    phase: phase => `${phase}.`,
    verdict: (title, line, act) => `Result: ${title}. ${line} ${act}`,
    declared: (who: string) => `Number of ${who} taken.`,
    ready: 'Ready. Please place the card on the reader.',
  },
  technical: 'Error code',
} satisfies Dictionary
