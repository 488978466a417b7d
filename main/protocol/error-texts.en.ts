import type { ErrorTag } from './errors.ts'

export const englishErrors = {
  ServiceMissing: {
    title: 'This computer has no card service',
    cure: 'Have the administrator install the PC/SC service (pcscd), then open ChipDesk again.',
  },
  ServiceDown: {
    title: 'The card service has stopped',
    cure: 'Start the PC/SC service (pcscd). This screen reconnects by itself.',
  },
  ServiceAccessDenied: {
    title: 'This computer does not allow the reader to be used',
    cure: 'Have the administrator give this account access to the PC/SC service.',
  },
  ReaderNone: { title: 'No card reader found', cure: 'Plug the reader into a USB port. It is found by itself.' },
  ReaderLost: { title: 'The reader is gone', cure: 'Check the reader’s USB cable, then place the card again.' },
  ReaderBusy: {
    title: 'Another program is using the reader',
    cure: 'Close the other card program, then press Read again.',
  },
  ReaderReading: {
    title: 'A card is being read, so this was not taken',
    cure: 'Wait for the result, then scan or type again.',
  },
  ReaderUnsupported: {
    title: 'This reader cannot read chip cards',
    cure: 'Use a contactless (NFC) reader or choose another one.',
  },
  ReaderSeveralCards: {
    title: 'Several cards on the reader',
    cure: 'Lift them all and place just one. Keep bank cards and phones away.',
  },
  CardNone: { title: 'No card on the reader', cure: 'Lay the card flat on the middle of the reader.' },
  CardRemoved: {
    title: 'The card was lifted too early',
    cure: 'Place it again and keep it still until the result appears.',
  },
  CardMute: {
    title: 'The card does not answer',
    cure: 'Turn the card and lay it on the middle. If that fails the chip may be broken: use another document.',
  },
  CardNotAnIdCard: { title: 'This is not a chip identity card', cure: 'Lift this card and place the identity card.' },
  CardWrongKey: {
    title: 'The number is not this card’s',
    cure: 'The card is fine. Compare a date that you typed with the card; else scan the QR code on this very card, or type the 12 digits again.',
  },
  CardBlocked: {
    title: 'The chip of this card is blocked',
    cure: 'This chip can no longer be read. Send the citizen to the commune police for a new card.',
  },
  CardReadCancelled: { title: 'Reading was stopped as you asked', cure: 'Press Read again to go on with this card.' },
  ProtocolStatusWord: {
    title: 'The chip answered with an error code',
    cure: 'Lift the card, put it straight and read again.',
  },
  ProtocolSecureMessaging: {
    title: 'The secure channel to the chip broke',
    cure: 'Lift the card, put it back and read from the start. If it keeps happening, tell your supervisor.',
  },
  ProtocolTlv: { title: 'The chip sent damaged data', cure: 'Lift the card, put it back and read again.' },
  ProtocolLength: {
    title: 'The chip sent too little or too much data',
    cure: 'Lift the card, put it back and read again.',
  },
  ProtocolValue: { title: 'The chip sent an invalid value', cure: 'Lift the card, put it back and read again.' },
  AccessNoSecret: {
    title: 'The number that opens the chip is missing',
    cure: 'Scan the QR code or type the 12 digits. If you did, the chip is an old one: type the three lines on the back.',
  },
  AccessNoPurpose: {
    title: 'What the person has come for is not chosen yet',
    cure: 'Ask the person and choose it on the screen. Nothing is read before.',
  },
  AccessNoConsent: {
    title: 'No consent has been recorded yet',
    cure: 'Tell the person what is read, why and how long it is kept. Record the consent if it is given; otherwise do not read the card.',
  },
  AccessRefused: { title: 'The chip refused to open', cure: 'Lift the card, put it back and read again.' },
  AccessUnsupported: {
    title: 'The card opens in a way not supported yet',
    cure: 'Use another document and tell the administrator about this kind of card.',
  },
  AccessHostile: {
    title: 'The chip behaved strangely while opening',
    cure: 'Do not accept this card. Follow procedure and tell your supervisor.',
  },
  ChipRefused: {
    title: 'The chip refused the test for an original chip',
    cure: 'Lift the card, put it back and read again.',
  },
  ChipHostile: {
    title: 'The chip answered the test wrongly',
    cure: 'Do not accept this card. Follow procedure and tell your supervisor.',
  },
  TrustAnchorInvalid: {
    title: 'A root certificate of this desk is damaged',
    cure: 'Have the administrator import the certificates again.',
  },
  DataUnknownCode: {
    title: 'This is not the code of an identity card',
    cure: 'Scan the QR code on the card, or type the 12 digits.',
  },
  DataNumberInvalid: { title: 'The number is not right', cure: 'Type all 12 digits, or exactly the last 6.' },
  DataTooLong: { title: 'The input is too long', cure: 'Clear it and scan the QR code on the card again.' },
  DataMalformed: {
    title: 'The data cannot be understood',
    cure: 'Scan or read again. If that fails, use another document.',
  },
  ScannerSoftwareMissing: {
    title: 'The software for this scanner is not installed',
    cure: 'Ask the administrator to install ChipDesk whole, or set the scanner to keyboard mode.',
  },
  ScannerNone: { title: 'The chosen scanner is not there', cure: 'Plug the scanner in. It is found by itself.' },
  ScannerBusy: {
    title: 'Another program has the scanner',
    cure: 'Close the program that uses the scanner. ChipDesk takes it up again by itself.',
  },
  ScannerAccessDenied: {
    title: 'This account may not use the scanner',
    cure: 'Ask the administrator for access to the serial port (on Linux: the group dialout, for HID scanners a udev rule), then sign in again.',
  },
  ScannerFailed: {
    title: 'The scanner does not work',
    cure: 'Unplug the scanner and plug it in again. If that fails, choose another port under Devices.',
  },
  ScannerCodeIncomplete: { title: 'The scan broke off', cure: 'Hold the scanner still and scan again.' },
  ScannerCodeTooLong: {
    title: 'The scanner sent too much',
    cure: 'Scan the code on the card. If it goes on, check the speed of the port and the settings of the scanner.',
  },
  StoreLocked: {
    title: 'Not saved: the database is locked',
    cure: 'Close the other ChipDesk window on this computer, then tell the administrator.',
  },
  StoreKeyWrong: {
    title: 'The database cannot be opened: wrong key',
    cure: 'Tell the administrator. Do not delete the data file.',
  },
  StoreNewer: { title: 'The database belongs to a newer version', cure: 'Update ChipDesk on this computer.' },
  StoreFull: {
    title: 'Not saved: the disk is full',
    cure: 'Free some space. If you served this citizen, note the card number on paper.',
  },
  StoreReadOnly: {
    title: 'The disk cannot be written to',
    cure: 'Ask the administrator to check permissions and the disk. This visit is not saved.',
  },
  StoreDamaged: {
    title: 'The store is damaged',
    cure: 'Delete nothing. Ask the administrator to restore a backup, see docs/operations.md.',
  },
  StoreForeign: {
    title: 'The store file is not one of ChipDesk',
    cure: 'Check the data folder. Move the foreign file elsewhere and open again.',
  },
  StoreKeyMissing: {
    title: 'The key of the store is gone',
    cure: 'Make no new key. Ask the administrator to open it by the recovery code, see docs/operations.md.',
  },
  StoreKeySealed: {
    title: 'The key of the store is sealed',
    cure: 'Open it by the ChipDesk window of this computer, or give the passphrase of the store.',
  },
  StoreBackupInvalid: {
    title: 'This backup cannot be used',
    cure: 'Choose another backup. The present store is as it was.',
  },
  StoreAuditBroken: {
    title: 'The access log is not whole',
    cure: 'Change nothing. Tell the auditor at once, with what audit verify printed.',
  },
  StoreFailed: {
    title: 'This transaction was not saved',
    cure: 'If you served this citizen, note the card number on paper, and tell the administrator.',
  },
  OnlineOffline: {
    title: 'The central register cannot be reached',
    cure: 'Reading and saving still work. The question is sent when the network is back.',
  },
  OnlineTimeout: { title: 'The central register took too long', cure: 'The question is kept and will be sent again.' },
  OnlineAnswerInvalid: {
    title: 'The central register answered in a wrong form',
    cure: 'Do not use this answer. Tell the administrator.',
  },
  OnlineRefused: {
    title: 'The central register refused this desk',
    cure: 'Have the administrator check the desk’s rights and certificate.',
  },
  OnlineFailed: {
    title: 'The central register could not be asked',
    cure: 'Press Send again at the top. If that fails, tell the administrator.',
  },
  OnlineNotAllowed: {
    title: 'This purpose does not allow that question',
    cure: 'Choose the purpose that fits this visit, or ask for less.',
  },
  OnlineAccount: {
    title: 'The central service does not take the account of this desk',
    cure: 'Ask the administrator to check the account and its password.',
  },
  OnlineExpired: {
    title: 'The question expired before it was answered',
    cure: 'If it is still needed, read the card and ask again.',
  },
  ConfigInvalid: { title: 'The desk’s settings are wrong', cure: 'Have the administrator check the settings file.' },
  ConfigDesk: {
    title: 'The definition of this desk is wrong',
    cure: 'Ask the administrator to look at it with chipdesk desk check. The desk is not open.',
  },
  ConfigChanged: {
    title: 'The settings were changed elsewhere meanwhile',
    cure: 'Nothing was saved. Look at what they say now, and make the change again.',
  },
  ConfigRuntime: {
    title: 'This computer lacks cryptography needed to check cards',
    cure: 'Have the administrator reinstall ChipDesk in the version for this computer. No card can be read until then.',
  },
  ApiUnauthorised: {
    title: 'This window may not use the desk yet',
    cure: 'Open it with the address ChipDesk printed when it started.',
  },
  ApiSignInNeeded: {
    title: 'Sign-in needed',
    cure: 'The clerk on duty signs in by name and PIN.',
  },
  ApiNotPermitted: {
    title: 'This account may not do that',
    cure: 'Ask somebody with the role for it.',
  },
  ApiSecondPersonNeeded: {
    title: 'This needs the consent of a second person',
    cure: 'Another authorised person enters name and PIN within 5 minutes.',
  },
  ApiPinWrong: {
    title: 'Name or PIN is wrong',
    cure: 'Enter it again. After some failures the wait grows.',
  },
  ApiPinDelayed: {
    title: 'Too many wrong entries',
    cure: 'Wait as long as the screen says, then enter it again.',
  },
  ApiOperatorInvalid: {
    title: 'This account cannot be saved',
    cure: 'See the reason below and correct it.',
  },
  ApiDeskRule: {
    title: 'The rules of this desk do not allow this',
    cure: 'See the reasons among the steps on the screen. Ask the person in charge where it has to be done otherwise.',
  },
  ApiUnknownCall: {
    title: 'Screen and station are of different versions',
    cure: 'Reload this window. If that fails, update ChipDesk.',
  },
  ApiMessageInvalid: {
    title: 'Screen and station do not understand each other',
    cure: 'Reload this window. If that fails, update ChipDesk.',
  },
  ApiInternal: {
    title: 'The station had a fault',
    cure: 'Try again. If it happens again, reopen ChipDesk and tell the administrator.',
  },
} satisfies Record<ErrorTag, { title: string; cure: string }>
