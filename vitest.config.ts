import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // Every core: the default leaves one to a person at the keyboard, which on a machine of two doubles the time.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{main,native,fixtures,renderer}/**/*.test.ts'],
          exclude: ['**/*.pcsc.test.ts', '**/*.proof.test.ts', '**/*.golden.test.ts'],
        },
      },
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
