import { describe, expect, it } from 'vitest'
import { rendererHeaders } from './renderer-policy.ts'

const policyOf = (path: string) => rendererHeaders(path)['Content-Security-Policy'] ?? ''

describe('the policy of a print-out', () => {
  it('lets its own styles, fonts and pictures act, and nothing else; only our page frames it', () => {
    expect(policyOf('print.html')).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; " +
        "base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
    )
    expect(rendererHeaders('print.html')['X-Frame-Options']).toBe('SAMEORIGIN')
  })

  it.each(['index.html', 'citizen.html', 'assets/print.html', 'assets/qr-worker-1.js'])('is not that of %s', path => {
    expect(policyOf(path)).not.toContain('unsafe-inline')
    expect(policyOf(path)).toContain("frame-ancestors 'none'")
    expect(policyOf(path)).toContain("frame-src 'self'")
    expect(rendererHeaders(path)['X-Frame-Options']).toBe('DENY')
  })
})
