import { globSync, readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

/** Tests that measure their process: its memory, or its milliseconds. */
const measure = ['main/trust/deviation-list.test.ts', 'main/station/locked-desk.test.ts']

const unit = globSync('{main,native,fixtures,renderer}/**/*.test.ts').filter(
  file => !/\.(pcsc|proof|golden|quiet)\.test\.ts$/.test(file),
)
/** A change of what belongs to the whole process: its modules, environment, streams. The clock is put back by whoever takes it. */
const changesItsProcess =
  /vi\.(do)?[mM]ock\(|vi\.resetModules|vi\.stub(Env|Global)|vi\.spyOn\((process|console|stream)\b|process\.(env\.\w+ = |chdir|umask|removeAllListeners)/
/** Files with a process to themselves: what they change would reach the file after them. */
const apart = unit.filter(file => measure.includes(file) || changesItsProcess.test(readFileSync(file, 'utf8')))

export default defineConfig({
  test: {
    // Every core: the default leaves one to a person at the keyboard, which on a machine of two doubles the time.
    maxWorkers: '100%',
    // To end what hangs; a test that measures time does so itself. A busy machine is no failure.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{main,native,fixtures,renderer}/**/*.test.ts'],
          exclude: ['**/*.pcsc.test.ts', '**/*.proof.test.ts', '**/*.golden.test.ts', '**/*.quiet.test.ts', ...apart],
          // Files share the processes of their workers: a third of the time went into loading the same modules anew.
          isolate: false,
          setupFiles: 'fixtures/proof/real-clock.ts',
        },
      },
      { test: { name: 'unit-apart', include: apart } },
      {
        // One at a time: each starts its own pcscd, and two cores are all a small machine has.
        test: {
          name: 'pcsc',
          include: ['{main,native,fixtures}/**/*.pcsc.test.ts'],
          fileParallelism: false,
          testTimeout: 90_000,
          hookTimeout: 90_000,
        },
      },
      // How long a person waits: on a machine that does nothing else.
      { test: { name: 'quiet', include: ['main/**/*.quiet.test.ts'] } },
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
