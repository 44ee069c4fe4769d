import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { ROW_IDS } from '../attack/rows.ts'
import type { Tried } from '../attack/stage/run-attempts.ts'
import { lastLine, renderRow } from '../attack/table.ts'

/** The list of attacks itself; that nothing gets through is for `npm run attack` to show. */

test('every threat has a row, each with attempts that are named once', () => {
  const main = join(import.meta.dirname, '..', 'attack', 'main.ts')
  const listed = execFileSync(process.execPath, [main, '--list'], { encoding: 'utf8' }).trimEnd().split('\n')
  const rows: { id: string; name: string; attempts: string[] }[] = []
  for (const line of listed) {
    const [, id, name] = /^(T\d\d) {2}(.+)$/.exec(line) ?? []
    if (id !== undefined && name !== undefined) rows.push({ id, name, attempts: [] })
    else rows.at(-1)?.attempts.push(line.trim())
  }
  expect(rows.map(({ id }) => id)).toEqual(ROW_IDS)
  for (const { id, name, attempts } of rows) {
    expect([id, [...new Set(attempts)]]).toEqual([id, attempts])
    expect([id, attempts.length > 0, name.length <= 46]).toEqual([id, true, true])
  }
})

test('the page on security names for every threat what answers it and the attack that shows it', () => {
  const folder = join(import.meta.dirname, '..')
  const rows = readFileSync(join(folder, 'docs', 'security.md'), 'utf8').match(/^\| T\d\d \|.*$/gm) ?? []
  expect(rows.map((row) => row.slice(2, 5))).toEqual(ROW_IDS)
  for (const row of rows) {
    const [, id, , answer = '', attack = ''] = row.split('|').map((cell) => cell.trim())
    expect([id, answer.includes('](../')]).toEqual([id, true])
    expect(attack).toMatch(new RegExp(`\\(\\.\\./attack/rows/${id?.toLowerCase()}-[\\w-]+\\.ts\\)$`))
  }
})

const row = { id: 'T99', name: 'a row', threat: 'Something bad.', attempts: [] }
const plain = (_: string, text: string) => text
const tried = (...verdicts: Tried['attempts'][number]['verdict'][]): Tried => ({
  row,
  attempts: verdicts.map((verdict, at) => ({ name: `attack ${at}`, verdict, ms: 1 })),
  controls: [],
  ms: 1_234,
})
const held = {
  kind: 'stopped',
  by: 'app: permission',
  tried: 'it ran',
  evidence: `no\n${'x'.repeat(100)}`,
} as const
const lost = { kind: 'got through', evidence: 'y'.repeat(100) } as const

test('a row says what was tried, what stopped it and by which evidence, in 80 columns', () => {
  const lines = renderRow(tried(held), { paint: plain, verbose: false }).split('\n')
  expect(lines[0]).toMatch(/^T99 {2}a row +1 tried +1\.2 s {2}stopped$/)
  expect(lines.slice(1)).toEqual(['  ✔ attack 0', expect.stringMatching(/^ {4}app: permission: no x+…$/)])
  expect(lines.every((line) => [...line].length <= 80)).toBe(true)
})

test('what got through is told whole, and the last line counts it', () => {
  const text = renderRow(tried(held, lost), { paint: plain, verbose: false })
  expect(text).toContain('GOT THROUGH')
  expect(text).toContain(lost.evidence)
  expect(lastLine([tried(held, lost), tried(held)])).toBe('attack: 2 rows, 3 attempts, 1 got through')
})
