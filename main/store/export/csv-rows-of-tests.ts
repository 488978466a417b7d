/** Reads what RFC 4180 §2 describes, every cell quoted; written on its own, for tests alone. */
export function csvRows(text: string): string[][] {
  const rows = text
    .replace(/^\ufeff/, '')
    .split('\r\n')
    .slice(0, -1)
  return rows.map(row =>
    [...row.matchAll(/"((?:[^"]|"")*)"(?:,|$)/g)].map(([, cell = '']) => cell.replaceAll('""', '"')),
  )
}
