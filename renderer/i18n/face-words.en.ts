import { englishDeskTexts } from '../../main/protocol/desk-texts.en.ts'
import type { vietnameseFace } from './face-words.vi.ts'

export const englishFace: typeof vietnameseFace = {
  title: 'Compare the face',
  ask: 'Compare the picture on the chip with the person at the counter, then choose one.',
  chip: 'Picture on the chip',
  live: 'Person at the counter',
  frozen: 'Picture just taken',
  cameraOff: 'The camera is off',
  open: 'Open the camera',
  close: 'Close the camera',
  freeze: 'Take a picture',
  again: 'Take it again',
  choose: 'Camera',
  starting: 'Opening the camera…',
  problems: {
    denied: 'The browser does not allow the camera. You can still compare by eye.',
    missing: 'No camera found. You can still compare by eye.',
    busy: 'Another program is using the camera. Close it, then open the camera again.',
    lost: 'The camera was unplugged. Plug it in and open it again.',
    failed: 'The camera could not be opened. You can still compare by eye.',
  },
  notKept: 'What the camera shows stays here: not stored, not sent, gone once you have chosen or leave this screen.',
  decisions: englishDeskTexts.faces,
  decided: {
    same: 'Recorded: same person',
    'not-same': 'Recorded: not the same person',
    unsure: 'Recorded: not sure',
  },
  by: (who, time) => `${who}, at ${time}`,
  redo: 'Decide again',
  withScore: score => `computer says ${score}`,
  comparison: {
    title: 'Compared by the computer',
    aid: 'Only an aid: the clerk decides.',
    running: 'Comparing on this computer…',
    score: (score, threshold) => `Alike ${score} (mark ${threshold})`,
    above: 'At the mark or above',
    below: 'Below the mark',
    problems: {
      'no-face-chip': 'The computer finds no face in the picture on the chip.',
      'no-face-live':
        'The computer finds no face in the picture just taken. Have the person look straight at the camera and take it again.',
      'several-chip': 'The picture on the chip shows more than one face.',
      'several-live': 'The picture just taken shows more than one face. Ask others to step aside and take it again.',
      missing: 'This computer has no face comparison installed. Compare by eye.',
      'too-slow': 'It took more than 10 seconds and was stopped. Compare by eye.',
      failed: 'The computer could not compare the pictures. Compare by eye.',
    },
  },
}
