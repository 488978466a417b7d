// A reporter of vitest that writes why each test was skipped, by its full name, into the file named by SKIP_REASONS: the JSON reporter
// leaves the reason out, and a test that does not run says why.
import { writeFileSync } from 'node:fs'

// biome-ignore lint/style/noDefaultExport: vitest takes a reporter in no other way
export default class SkipReasons {
  reasons = {}

  onTestCaseResult(test) {
    const result = test.result()
    // The JSON reporter joins the names of describe blocks and test by spaces.
    if (result.state === 'skipped' && result.note) this.reasons[test.fullName.replaceAll(' > ', ' ')] = result.note
  }

  onTestRunEnd() {
    if (process.env.SKIP_REASONS) writeFileSync(process.env.SKIP_REASONS, JSON.stringify(this.reasons))
  }
}
