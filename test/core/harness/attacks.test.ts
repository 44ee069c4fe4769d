import { expect, test } from '@jest/globals'
import { parseHarness } from '../../../core/harness/parse-harness.ts'
import { letTimeRunOut } from '../let-time-run-out.ts'

/** Rules files that were made to do harm: each is an error with line and column, in bounded time, never defaults. */

const bomb = [
  'a: &a [x]',
  ...'bcdefghij'.split('').map((name, at) => {
    const before = 'abcdefghi'[at]
    return `${name}: &${name} [${Array(10).fill(`*${before}`).join(', ')}]`
  }),
].join('\n')

test.each<[string, string]>([
  ['a bomb of aliases', `version: 1\n${bomb}\n`],
  ['an alias to nothing', 'version: 1\nsetup: *nothing\n'],
  ['an alias to itself', 'version: 1\nscope: &a { deny: *a }\n'],
  ['a key that stands twice', 'version: 1\nscope: {}\nscope: {}\n'],
  ['a key that is not known', 'version: 1\nallow: everything\n'],
  ['a merge key', 'version: 1\nscope:\n  <<: { write: ["**"] }\n'],
  ['a tag of code', 'version: 1\nsetup: !!js/function "function () {}"\n'],
  ['a tag of our own', 'version: 1\nscope: !wide { write: ["**"] }\n'],
  ['a wrong type', 'version: 1\nscope: [src/**]\n'],
  ['a number for a text', 'version: "1"\n'],
  ['two documents', 'version: 1\n---\nversion: 1\n'],
  ['a directive', '%YAML 1.1\n---\nversion: 1\n'],
  ['nothing', ''],
  ['nothing but a comment', '# version: 1\n'],
  ['a list', '- version: 1\n'],
  ['a text', 'version 1\n'],
  ['tabs', 'version: 1\nscope:\n\twrite: [a]\n'],
  ['a null byte', 'version: 1\nsetup: "a\0b"\n'],
  ['bytes that are no UTF-8', 'version: 1\nsetup: \ufffd\ufffd\n'],
  ['UTF-16', [...'version: 1\n'].join('\0')],
  ['a text direction that hides what is written', 'version: 1\nsetup: "a\u202eb"\n'],
  ['ten megabytes', `version: 1\n# ${'x'.repeat(10 * 1024 * 1024)}\n`],
  ['a hundred thousand brackets', `version: 1\nscope: ${'['.repeat(100_000)}${']'.repeat(100_000)}\n`],
  ['as many that nobody closes', `version: 1\nscope: ${'{a: '.repeat(16_000)}\n`],
  ['a path that goes up', 'version: 1\nscope: { write: ["../**"] }\n'],
  ['a path from the root', 'version: 1\nscope: { write: ["/etc/**"] }\n'],
  ['a path with a backslash that goes up', 'version: 1\nscope: { write: ["..\\\\x"] }\n'],
  ['a look behind', 'version: 1\ninvariants: [{ id: a, regex: "(?<=a)b" }]\n'],
  ['a back reference', 'version: 1\ninvariants: [{ id: a, regex: "(a)\\\\1" }]\n'],
  [
    'a repetition of repetitions',
    'version: 1\ninvariants: [{ id: a, regex: "((a{1,999}){1,999}){1,999}" }]\n',
  ],
  ['a version of the future', 'version: 2\n'],
  ['a budget without end', 'version: 1\nlimits: { cost: .inf }\n'],
  ['a budget below nothing', 'version: 1\nlimits: { cost: -1 USD }\n'],
])('%s is refused, with its place', async (_, text) => {
  const parsed = parseHarness(text, 'agent.yml')
  await letTimeRunOut()
  if (parsed.kind !== 'broken') throw new Error('accepted')
  expect(parsed.problems.length).toBeGreaterThan(0)
  for (const { line, column, message } of parsed.problems) {
    expect([line >= 1, column >= 1]).toEqual([true, true])
    expect(message).toMatch(/\S/)
    expect(message.length).toBeLessThan(2_000)
  }
})

test('a byte order mark is none of its business, and an expression that backtracks elsewhere does not here', async () => {
  const rules =
    'version: 1\ninvariants: [{ id: a, regex: "(x+x+)+y", examples: { good: ["xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"] } }]\n'
  expect(parseHarness(`\ufeff${rules}`, 'agent.yml').kind).toBe('ok')
  await letTimeRunOut()
})
