import { describe, expect, test } from '@jest/globals'
import { readHarness } from '../../../core/harness/read-harness.ts'

const problemsOf = async (yaml: string) => {
  const read = await readHarness(`version: 1\n${yaml}`, '.github/agent.yml')
  if (read.kind === 'ok') return []
  return read.problems.map(({ line, column, path, message }) => `${line}:${column} ${path}: ${message}`)
}
const rule = (ast: string, more = '') => `invariants:\n  - id: no-console\n    ast: ${ast}\n${more}`
const CONSOLE = '{ language: TypeScript, rule: { pattern: console.$METHOD($$$ARGS) } }'

test('A rule that finds its bad examples and leaves the good ones is taken', async () => {
  const examples =
    "    examples: { bad: ['console.log(x)', 'f(); console.debug()'], good: ['log.info({x})', 'console'] }\n"
  expect(await problemsOf(rule(CONSOLE, examples))).toEqual([])
})

test('One that fails its examples is rejected, with the example shown at its place', async () => {
  const examples = `    examples:
      bad:
        - console.log(x)
        - log(x)
      good:
        - console.error(x)
`
  expect(await problemsOf(rule(CONSOLE, examples))).toEqual([
    '8:11 invariants[0].examples.bad[1]: the rule no-console does not find its own bad example "log(x)"',
    '10:11 invariants[0].examples.good[0]: the rule no-console finds its own good example "console.error(x)"',
  ])
})

test('What is wrong with the file otherwise is told first', async () => {
  expect(await problemsOf('setup: 5')).toEqual([expect.stringMatching(/^2:8 setup: expected/)])
})

describe('A rule that ast-grep does not take is told where it stands', () => {
  test.each([
    [
      'an unknown kind',
      '{ language: TypeScript, rule: { kind: no_such_kind } }',
      /^4:\d+ invariants\[0\]\.ast\.rule: is no rule that ast-grep takes: .*no_such_kind/,
    ],
    [
      'an unknown key',
      '{ language: TypeScript, rule: { patern: x } }',
      /^4:\d+ invariants\[0\]\.ast\.rule: is no rule/,
    ],
    [
      'a pattern of two statements',
      '{ language: TypeScript, rule: { pattern: "a; b" } }',
      /^4:\d+ invariants\[0\]\.ast\.rule: is no rule/,
    ],
  ])('%s', async (_, ast, problem) => {
    expect(await problemsOf(rule(ast))).toEqual([expect.stringMatching(problem)])
  })
})

describe('Languages', () => {
  test.each([
    [
      'typescript',
      '4:22 invariants[0].ast.language: "typescript" is no known language; did you mean TypeScript?',
    ],
    [
      'Typescipt',
      '4:22 invariants[0].ast.language: "Typescipt" is no known language; did you mean TypeScript?',
    ],
    ['py', '4:22 invariants[0].ast.language: "py" is no known language; did you mean Python?'],
    [
      'COBOL',
      expect.stringContaining('"COBOL" is no known language; known are JavaScript, TypeScript, Tsx, Python'),
    ],
  ])('%s', async (language, problem) => {
    expect(await problemsOf(rule(`{ language: ${language}, rule: { kind: a } }`))).toEqual([problem])
  })

  test.each([
    ['Python', 'print($X)', 'print(1)'],
    ['Go', 'fmt.Println($X)', 'fmt.Println(1)'],
    ['Go', 'fmt.Println($X)', 'package a\n\nfunc f() { fmt.Println(1) }\n'],
    ['Php', 'eval($X)', 'eval($code);'],
    ['Rust', 'dbg!($X)', 'fn f() { dbg!(1); }'],
    ['Java', 'System.exit($X)', 'System.exit(1)'],
  ])('of %s are tried with their own parser', async (language, pattern, bad) => {
    const ast = `{ language: ${language}, rule: { pattern: ${JSON.stringify(pattern)} } }`
    expect(
      await problemsOf(rule(ast, `    examples: { bad: [${JSON.stringify(bad)}], good: [other] }\n`)),
    ).toEqual([])
  })
})

describe('Rules that would cost too much are refused', () => {
  const far = (depth: number): string =>
    depth === 0 ? '{ pattern: a }' : `{ pattern: b, inside: { stopBy: end, has: ${far(depth - 1)} } }`
  const nested = (depth: number): string =>
    depth === 0 ? '{ pattern: a }' : `{ has: { stopBy: end, any: [${nested(depth - 1)}] } }`
  const doubling = Array.from(
    { length: 12 },
    (_, index) => `u${index}: { any: [{ matches: u${index + 1} }, { matches: u${index + 1} }] }`,
  ).join(', ')
  test.each([
    [
      'looking far in each other',
      `{ language: TypeScript, rule: ${nested(3)} }`,
      'has more than 2 of inside, has, precedes, follows with `stopBy` one inside the other; write a simpler rule',
    ],
    [
      'rules that refer to themselves',
      '{ language: TypeScript, rule: { matches: u }, utils: { u: { any: [{ matches: u }, { kind: identifier }] } } }',
      'refers to itself by `matches`; write it without',
    ],
    [
      'rules that double',
      `{ language: TypeScript, rule: { matches: u0 }, utils: { ${doubling}, u12: { kind: identifier } } }`,
      'has more than 200 parts once `matches` is written out; split it',
    ],
    [
      'long texts',
      `{ language: TypeScript, rule: { pattern: ${'a'.repeat(1_001)} } }`,
      'has a text longer than 1000 characters; split the rule',
    ],
  ])('%s', async (_, ast, problem) => {
    expect(await problemsOf(rule(ast))).toEqual([expect.stringContaining(problem)])
  })

  test('but what people write is not', async () => {
    expect(await problemsOf(rule(`{ language: TypeScript, rule: ${far(2)} }`))).toEqual([])
  })

  test('and no file has more of them than is worth', async () => {
    const many = Array.from({ length: 51 }, (_, index) => `{ id: r${index}, ast: ${CONSOLE} }`).join(', ')
    expect(await problemsOf(`invariants: [${many}]`)).toEqual([
      '2:13 invariants: has more than 50 rules with `ast`, which cost much; join some of them',
    ])
  })
})
