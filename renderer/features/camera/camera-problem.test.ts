import { expect, it } from 'vitest'
import { cameraProblem } from './camera-problem.ts'

it.each([
  ['NotAllowedError', 'denied'],
  ['NotFoundError', 'missing'],
  ['OverconstrainedError', 'missing'],
  ['NotReadableError', 'busy'],
  ['AbortError', 'busy'],
  ['TypeError', 'failed'],
])('%s is %s', (name, problem) => expect(cameraProblem(new DOMException('', name))).toBe(problem))

it('anything else thrown is a failure', () => expect(cameraProblem('?')).toBe('failed'))
