import { expect, it } from 'vitest'
import type { Verdict } from '../../../main/protocol/checks.ts'
import { type ChipDeskError, chipDeskError } from '../../../main/protocol/errors.ts'
import type { Report } from '../../../main/protocol/report.ts'
import { readAgainOffer } from './read-again-offer.ts'

const report = (verdict: Verdict, error?: ChipDeskError) => ({ verdict, ...(error && { error }) }) as Report

it.each([
  ['lifted too soon', report('incomplete', chipDeskError('CardRemoved')), false, 'place-again'],
  ['lifted too soon, and lying there again', report('incomplete', chipDeskError('CardRemoved')), true, 'button'],
  ['stopped by the clerk', report('incomplete', chipDeskError('CardReadCancelled')), true, 'button'],
  ['stopped by the clerk, card gone', report('incomplete', chipDeskError('CardReadCancelled')), false, 'button'],
  [
    'another card',
    report('incomplete', chipDeskError('CardRemoved', { phase: 'pace', cause: 'another card than before' })),
    true,
    undefined,
  ],
  ['a chip that misbehaves, gone', report('incomplete', chipDeskError('AccessHostile')), false, undefined],
  ['a good result', report('authentic'), true, undefined],
] as const)('%s', (_, unfinished, card, offer) => expect(readAgainOffer(unfinished, card)).toBe(offer))
