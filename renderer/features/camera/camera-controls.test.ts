import { describe, expect, it } from 'vitest'
import { constraintOf, controlsOf } from './camera-controls.ts'

describe('controlsOf', () => {
  it('offers what the camera has, and nothing of a camera that has nothing', () => {
    expect(controlsOf({}, {})).toEqual({ torch: false, ranges: [] })
    const capabilities = {
      torch: true,
      zoom: { min: 100, max: 400, step: 10 },
      focusDistance: { min: 0, max: 1 },
      focusMode: ['manual', 'continuous'],
      exposureCompensation: { min: -2, max: 2, step: 0.5 },
    }
    expect(controlsOf(capabilities, { zoom: 150, exposureCompensation: 9 })).toEqual({
      torch: true,
      ranges: [
        { name: 'zoom', min: 100, max: 400, step: 10, value: 150, auto: false },
        { name: 'focusDistance', min: 0, max: 1, step: 0.05, value: 0, auto: true },
        { name: 'exposureCompensation', min: -2, max: 2, step: 0.5, value: 2, auto: false },
      ],
    })
  })
  it.each([{ zoom: { min: 1, max: 1 } }, { zoom: {} }, { zoom: null }, { torch: 'yes' }])(
    'drivers that say nothing useful: %j',
    capabilities => expect(controlsOf(capabilities, {})).toEqual({ torch: false, ranges: [] }),
  )
})

it('hands the focus back to the camera, or takes it', () => {
  expect(constraintOf('focusDistance', 'auto')).toEqual({ focusMode: 'continuous' })
  expect(constraintOf('focusDistance', 0.3)).toEqual({ focusMode: 'manual', focusDistance: 0.3 })
  expect(constraintOf('torch', true)).toEqual({ torch: true })
})
