import type { vietnameseHelp } from './help-words.vi.ts'

export const englishHelp: typeof vietnameseHelp = {
  search: 'Search the guide',
  searchHint: 'Vietnamese words are found with and without their marks.',
  nothing: 'Nothing here is about that. Try another word, such as “card”, “network”, “print”.',
  found: count => `${count} found`,
  contents: 'Contents',
  keysTitle: 'Keys',
  marksTitle: 'Marks, levels and colours of a result',
  key: 'Key',
  does: 'What it does',
  keys: {
    F1: 'This guide; once more: back to the counter',
    F2: 'Next person: clears the screen',
    F3: 'History',
    F4: 'Prints the paper of the result shown',
    F6: 'Comparing the face: takes the picture; Shift+F6: not sure',
    F7: 'Comparing the face: the same person; Shift+F7: another',
    F8: 'Copies the fields or the report shown',
    F9: 'Diagnostics: what works and what does not',
    F10: 'Desk book',
    Esc: 'Stops reading, closes, or goes back to the counter',
    Enter: 'Uses the number entered',
    'Ctrl+Enter': 'Records that the person was served',
    'Ctrl+S': 'Sends to the organisation’s own system',
    '1 … 9': 'Chooses the line of that number where the desk asks what for',
  },
  tasks: {
    read: {
      title: 'Read a card',
      steps: [
        'Where the desk asks, choose what it is for and record what the person agrees to first.',
        'Lay the card flat in the middle of the reader.',
        'Scan the QR code on the card, or type the 12 digits; the last 6 are enough. In any order.',
        'Leave the card alone until the result is there and the sound is heard.',
        'Lift the card: the screen is ready for the next person.',
      ],
    },
    'card-not-open': {
      title: 'The chip does not open',
      steps: [
        'Take the card out of its cover and away from bank cards and phones; lay it in the middle of the reader.',
        'Scan the QR code of this very card again, or type the 12 digits again.',
        'If asked for dates or the three lines on the back, it is an older chip: follow the drawing on the screen.',
        'Try another card. If that one reads, this chip may be broken: press “The person has no card”.',
        'If no card reads, press F9.',
      ],
    },
    'card-lifted': {
      title: 'The card was lifted during a read',
      steps: [
        'Lay the same card back within ten seconds: the rest is read.',
        'Another card is never joined to the first: it is read from the beginning.',
        'Too late? Press “Read again”. The code need not be scanned again.',
      ],
    },
    'wrong-letters': {
      title: 'The scanner writes wrong letters, or its code is not taken',
      steps: [
        'Switch off the Vietnamese input method (UniKey, EVKey) and scan again.',
        'Set the scanner to UTF-8, see its manual.',
        'Open More, Devices: scan a code there and see how it arrives.',
        'If it is still wrong, type the 12 digits.',
      ],
    },
    result: {
      title: 'Read a result',
      steps: [
        'Look at colour, shape and the large words first. The line below says what to do.',
        'Each field has a mark that says how sure it is: see “Marks, levels and colours”.',
        'Where differences are listed, ask the person and compare with the card.',
        'Compare the picture of the chip with the person before you.',
      ],
    },
    expired: {
      title: 'The card has expired',
      steps: [
        'It is still read and still proven genuine or not; the result says that it has expired.',
        'Follow the line on the result: the kind of desk says whether it may be served.',
        'If the desk stops and the person must be served all the same: “Serve by exception…”.',
      ],
    },
    red: {
      title: 'The result is red',
      steps: [
        'Read the reason on the screen. It says what was seen on the card, not who did wrong.',
        'Lift the card, lay it back and read once more.',
        'Still red: ask a supervisor to look. Do not type in what this card says.',
        'The visit is recorded, also where nobody is served.',
      ],
    },
    'no-card': {
      title: 'Children and people without a card',
      steps: [
        'At the counter, press “The person has no card”.',
        'Choose the reason. The list is that of this kind of desk.',
        'Type the personal number if known; else name and date of birth, or scan the insurance card.',
        'All of it is recorded as declared: nothing is proven.',
      ],
    },
    'no-network': {
      title: 'No network, the register does not answer',
      steps: [
        'Go on reading: proving a chip needs no network. The screen says whether this desk must wait for an answer.',
        'Questions are kept in this computer and sent when the network is back.',
        'To send now: F10, “Waiting to be sent”, “Send all now”.',
        'Answers that come late appear in F10, “To look at”.',
        'If it lasts, press F9, look at “Connection”, and tell the administrator.',
      ],
    },
    exception: {
      title: 'Serve by exception, with a second person',
      steps: [
        'On a result that is stopped, press “Serve by exception…” and type the reason.',
        'A supervisor or administrator types their own name and PIN on this screen.',
        'Nobody uses the PIN of another: both names go into the log.',
      ],
    },
    history: {
      title: 'Find an earlier visit',
      steps: [
        'Press F3 and type a name (marks are not needed) or a personal number.',
        'Narrow it down by day or result.',
        'Choose a line to see it again; F4 prints its paper again.',
        'Every search and every look is recorded.',
      ],
    },
    print: {
      title: 'Print a paper',
      steps: [
        'On the result press F4 or the button of the paper, look at it, and print.',
        'A numbered paper keeps its number when it is printed again.',
        'Nothing comes out? Open More, Printing, and print a test page.',
      ],
    },
    shift: {
      title: 'End of a shift, another person',
      steps: [
        'Press F10, “Shift”: see and print what is left.',
        'Press your name at the top: “Lock the desk” or “Sign out”.',
        'Whoever comes next signs in with their own account.',
      ],
    },
    'another-desk': {
      title: 'Another desk',
      steps: [
        'A result does not appear at another desk by itself: the card is read again there.',
        'History, waiting questions and accounts belong to each desk.',
        'When you change desks, sign out here and sign in there with the account of that desk.',
      ],
    },
    pin: {
      title: 'PIN forgotten, PIN to be changed',
      steps: [
        'After several wrong tries there is a growing wait: let it run out, then type again.',
        'Forgotten: an administrator sets a new one in More, Accounts.',
        'To change yours: More, Accounts, “My account”.',
      ],
    },
    'own-data': {
      title: 'A citizen asks what the desk keeps',
      steps: [
        'Read the card of that very person first.',
        'Press F10, “A person’s own data”: look, and print it for the person.',
        'If deletion is asked for: press the button, a second person consents. The screen says what must stay and why.',
      ],
    },
    inspection: {
      title: 'Look through the access log',
      steps: [
        'Only auditors and administrators may. The look itself is recorded.',
        'Narrow it down by person, action, day, or the number of a citizen.',
        '“Verify the log” says whether any entry was altered, removed or put in.',
        '“Export the log…” gives a file to whoever inspects; a second person has to consent.',
      ],
    },
    trust: {
      title: 'Trust anchors',
      steps: [
        'Without an anchor no card can be proven genuine.',
        'Only administrators import them: look at the preview, compare fingerprints with another trusted source, a second person consents.',
        'F9 warns before anchors or revocation lists end.',
      ],
    },
    settings: {
      title: 'Larger text, dark screen, language',
      steps: [
        'Open More, Display: size of text, light or dark, high contrast, sound.',
        'Vietnamese and English are changed by the button at the top.',
        'Only administrators change the settings of the desk.',
      ],
    },
    broken: {
      title: 'The computer or the reader does not work',
      steps: [
        'Press F9: what is broken comes first, each line with its cure.',
        'Unplug the reader, wait five seconds, plug it in again. It is found by itself.',
        'Still not? Press F8 to copy the report and send it to whoever helps: it has nothing of citizens.',
      ],
    },
  },
}
