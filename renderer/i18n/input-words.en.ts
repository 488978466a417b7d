import type { Dictionary } from './vi.ts'

/** Words of the camera, and of scans and pictures on any screen. */
export const englishInputs = {
  camera: {
    title: 'Scan with the camera',
    seen: {
      none: 'Hold the QR code of the card in the middle, a hand’s width from the camera.',
      foreign: 'This code is not that of an identity card. Hold the QR code of the card in the middle.',
      two: 'There are codes of two cards in the picture. Put one card alone before the camera.',
    },
    starting: 'Starting the camera…',
    denied: 'The camera is not allowed. Press the camera sign beside the address, choose Allow, then press Try again.',
    missing: 'No camera found. Plug one in, or type the 12 digits on the card.',
    busy: 'Another program uses the camera. Close it (Zoom, Zalo…), then press Try again.',
    lost: 'The camera was unplugged. Plug it in, then press Try again.',
    failed: 'The camera could not be started. Plug it in anew and press Try again, or type the 12 digits on the card.',
    retry: 'Try again',
    close: 'Close camera',
    choose: 'Which camera',
    torchOn: 'Light on',
    torchOff: 'Light off',
    zoom: 'Zoom',
    focusDistance: 'Focus',
    focusAuto: 'Focus by itself',
    exposureCompensation: 'Brightness',
  },
  inputs: {
    choosePicture: 'Open a picture of the code',
    drop: 'Drop the picture of the QR code here',
    close: 'Close this message',
    notices: {
      looking: 'Looking for a QR code in the picture…',
      none: 'No QR code found in the picture. Take it from nearer and sharper, or scan the card.',
      foreign: 'The QR code in the picture is not that of an identity card.',
      two: 'The picture has codes of two cards. Take one of a single card.',
      'no-picture': 'This file is no PNG or JPEG picture.',
      'too-large': 'The picture is too large (over 20 MB or 64 million pixels).',
      broken: 'The picture is damaged and cannot be opened.',
    },
  },
} satisfies Pick<Dictionary, 'camera' | 'inputs'>
