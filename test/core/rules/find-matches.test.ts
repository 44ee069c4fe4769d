import { describe, expect, test } from '@jest/globals'
import { compileRegex } from '../../../core/rules/compile-regex.ts'
import { findMatches } from '../../../core/rules/find-matches.ts'
import { statesBuilt, staysOnLine } from '../../../core/rules/regex-engine.ts'
import { toTextLines } from '../../../core/rules/text-lines.ts'
import { startWork } from '../../../core/rules/work.ts'

const regexOf = (source: string, flags = 'm') => {
  const compiled = compileRegex(source, flags)
  if (compiled.kind === 'refused') throw new Error(compiled.message)
  return compiled.regex
}
const spent = (source: string, text: string, flags = 'm') => {
  const work = startWork()
  const { left } = work
  const { matches, ended } = findMatches(regexOf(source, flags), toTextLines(text), work)
  return { matches: matches.length, ended, spent: left - work.left }
}

test.each([
  ['a.b', '', true],
  ['a.b', 's', false],
  ['(?s:a.)b', '', false],
  ['a\\s', '', false],
  ['a[ \\t]', '', true],
  ['a[^b]', '', false],
  ['a[^b\\n]', '', true],
  ['a\\nb', '', false],
  ['^a$', 'm', true],
  ['A', 'i', true],
  ['\\PLa', '', false],
])('%s with flags "%s" stays on its line: %s', (source, flags, stays) => {
  expect(staysOnLine(regexOf(source, flags))).toBe(stays)
})

test('An ordinary rule needs few states, one that looks far back very many', () => {
  const ordinary = regexOf('\\bconsole\\.(log|debug)\\(')
  ordinary.test('const a = console.info(1)\n'.repeat(1_000))
  expect(statesBuilt(ordinary)).toBeLessThan(100)
  const hostile = regexOf('a[ab]{20}[de]')
  hostile.test(scramble(20_000))
  expect(statesBuilt(hostile)).toBeGreaterThan(1_000)
})

describe('What a search may cost', () => {
  const code = 'export function run(options: Options): void {\n  console.log(options)\n}\n'.repeat(2_000)

  test('finding nothing costs about one step for each character', () => {
    expect(spent('^export default\\b|\\bdebugger\\b', code).spent).toBeLessThan(code.length * 2)
  })

  test('finding costs what was looked at', () => {
    const found = spent('\\bconsole\\.(log|debug)\\(', code)
    expect(found).toMatchObject({ matches: 200, ended: 'many' })
    expect(found.spent).toBeLessThan(code.length + 200 * 60_000)
  })

  test('a rule that can cross lines is charged for all it may have looked at', () => {
    const found = spent('console\\.log\\([^)]*\\)(?s:.*zzz)?', code)
    expect(found.spent).toBeGreaterThan(100 * code.length)
  })

  test('a hostile rule uses up what there is and is ended', () => {
    const regex = regexOf('a[ab]{300}[de]')
    const text = toTextLines(`${scramble(20_000)}d`)
    const work = startWork(20_000_000)
    const ends = Array.from({ length: 5 }, () => findMatches(regex, text, work).ended)
    expect([ends.at(0), ends.at(-1)]).toEqual(['whole', 'work'])
  })
})

/** Text of a and b without a pattern, the same each time. */
function scramble(length: number): string {
  let seed = 1
  return Array.from({ length }, () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return seed > 1_073_741_824 ? 'a' : 'b'
  }).join('')
}
