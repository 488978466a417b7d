import { describe, expect, it } from 'vitest'
import { isLdif, readLdif } from './ldif.ts'

const entriesOf = (text: string) => {
  const read = readLdif(text)
  if (!read.ok) throw new Error(read.error.message)
  return read.value.map(({ dn, line, values }) => ({
    dn,
    line,
    values: Object.fromEntries([...values].map(([name, all]) => [name, all.map(each => Buffer.from(each).toString())])),
  }))
}

describe('an LDIF file', () => {
  it('gives its entries with folded lines joined, base64 decoded and options dropped', () => {
    const text = [
      'version: 1',
      '# a comment that',
      '  goes on',
      'dn: cn=a\\,b,o=dsc,c=XX,dc=data,dc=download',
      'objectClass: top',
      'objectClass: inetOrgPerson',
      'userCertificate;binary:: YWJj',
      ' ZGVm',
      '',
      '',
      'dn:: Y249xJE=',
      'sn: 1',
    ]
    const wanted = [
      {
        dn: 'cn=a\\,b,o=dsc,c=XX,dc=data,dc=download',
        line: 4,
        values: { objectclass: ['top', 'inetOrgPerson'], usercertificate: ['abcdef'] },
      },
      { dn: 'cn=đ', line: 11, values: { sn: ['1'] } },
    ]
    expect(entriesOf(text.join('\n'))).toEqual(wanted)
    expect(entriesOf(text.join('\r\n'))).toEqual(wanted)
    expect(isLdif(text.join('\n'))).toBe(true)
  })

  it.each([
    ['dn: a\nx:< file:///etc/passwd', 'line 2: a value by URL'],
    ['dn: a\nchangetype: delete', 'line 2: a change record'],
    ['dn: a\nx:: ab*c', 'line 2: base64 of x'],
    ['dn: a\nno colon', 'line 2: not an attribute'],
    ['sn: 1', 'line 1: sn outside an entry'],
  ])('%j is refused', (text, message) => {
    expect(readLdif(text)).toEqual({ ok: false, error: { tag: 'malformed', message } })
  })
})
