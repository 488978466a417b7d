import { defineConfig } from 'vitest/config'

/** Tests that change what belongs to their whole process (Node's crypto, its environment, its memory): each file has one to itself. */
const apart = [
  'fixtures/hostile/catalogue.test.ts',
  'main/cli/{audit,desk,services,verify}.test.ts',
  'main/online/{hand-over/hand-over,insurance/insurance}-secrets.test.ts',
  'main/shell/start-electron.test.ts',
  'main/station/{locked-desk,open-station}.test.ts',
  'main/trust/deviation-list.test.ts',
  'renderer/features/citizen-screen/citizen-feed.test.ts',
]

export default defineConfig({
  test: {
    // Every core: the default leaves one to a person at the keyboard, which on a machine of two doubles the time.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{main,native,fixtures,renderer}/**/*.test.ts'],
          exclude: ['**/*.pcsc.test.ts', '**/*.proof.test.ts', '**/*.golden.test.ts', ...apart],
          // Files share the processes of their workers: a third of the time went into loading the same modules anew.
          isolate: false,
        },
      },
      { test: { name: 'unit-apart', include: apart } },
      {
        // One at a time: each starts its own pcscd, and two cores are all a small machine has.
        test: {
          name: 'pcsc',
          include: ['{main,native,fixtures}/**/*.pcsc.test.ts'],
          fileParallelism: false,
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        // Print-outs beside the pictures that were looked at.
        test: {
          name: 'golden',
          include: ['main/**/*.golden.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        // The sizes are those of a CI run, or all of it with CHIPDESK_PROVE=full.
        test: {
          name: 'proof',
          include: ['{main,native,fixtures}/**/*.proof.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
