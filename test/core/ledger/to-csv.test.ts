import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { toCsv } from '../../../core/ledger/to-csv.ts'

test('cells are apart by commas, rows by CRLF, and what is not there is empty', () => {
  expect(
    toCsv([
      ['a', 'b'],
      ['x', 1],
      [null, 0.25],
    ]),
  ).toBe('a,b\r\nx,1\r\n,0.25\r\n')
})

test('a comma, a quote or a line break stands between quotes', () => {
  expect(toCsv([['a,b', 'say "hi"', 'two\r\nlines', 'é 漢 🚀']])).toBe(
    '"a,b","say ""hi""","two\r\nlines",é 漢 🚀\r\n',
  )
})

test.each([
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  ' =1',
  '\u00a0=1',
  '\r=1',
  '\n=1',
  '＝1',
  '＋1',
  '－1',
  '＠x',
  '−1',
  '\ufeff=1',
])('a spreadsheet does not calculate %j', (text) => {
  expect(toCsv([[text]]).replace(/^"/, '')).toMatch(/^'/)
})

test('a number is no text, also below zero and very small', () => {
  expect(toCsv([[-1, 1e-7, 0.000001]])).toBe('-1,0.000000,0.000001\r\n')
})

test('whatever a text is, a reader of RFC 4180 gets it back, but for the apostrophe that disarms it', () => {
  const row = fc.array(fc.string({ unit: 'binary', maxLength: 8 }), { minLength: 2, maxLength: 3 })
  const texts = fc.array(row, { minLength: 1, maxLength: 3 })
  fc.assert(
    fc.property(texts, (rows) => {
      const read = parse(toCsv(rows))
      expect(read.map((row) => row.map((cell) => cell.replace(/^'/, '')))).toEqual(
        rows.map((row) => row.map((cell) => cell.replace(/^'/, ''))),
      )
    }),
  )
})

/** As the grammar of RFC 4180 says. */
function parse(csv: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  const field = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/gy
  for (let match = field.exec(csv); match !== null; match = field.exec(csv)) {
    const [, raw = '', end] = match
    row.push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw)
    if (end === ',') continue
    rows.push(row)
    row = []
  }
  return rows
}
