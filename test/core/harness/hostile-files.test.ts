import { expect, test } from '@jest/globals'
import { parseHarness } from '../../../core/harness/parse-harness.ts'
import { letTimeRunOut } from '../let-time-run-out.ts'

const problemsOf = (text: string) => {
  const parsed = parseHarness(text, 'agent.yml')
  return parsed.kind === 'ok'
    ? []
    : parsed.problems.map(({ line, column, message }) => `${line}:${column} ${message}`)
}

test('a name that no map can hold is refused where any other may stand, not dropped', () => {
  expect(problemsOf('version: 1\ntasks: { labels: { __proto__: { write: [a] } } }\n')).toEqual([
    '2:20 "__proto__" can be no name here; choose another',
  ])
  const ast = '{ language: Go, rule: { kind: call_expression, __proto__: { kind: x } } }'
  expect(problemsOf(`version: 1\ninvariants:\n  - { id: a, ast: ${ast} }\n`)).toEqual([
    '3:66 "__proto__" can be no name here; choose another',
  ])
  expect(problemsOf('version: 1\nscope: { __proto__: [a] }\n')).toEqual([
    '2:10 "__proto__" is not a known key; known are `hide`, `write`, `protect`, `deny`',
  ])
})

test('labels called like what every object has are labels', () => {
  const parsed = parseHarness('version: 1\ntasks: { labels: { constructor: { write: [a] } } }\n', 'agent.yml')
  if (parsed.kind !== 'ok') throw new Error('refused')
  expect(Object.hasOwn(parsed.harness.tasks.labels, 'constructor')).toBe(true)
})

test.each([
  [
    'setup: "npm ci\n',
    '3:1 not valid YAML: a quote or bracket above is not closed, or this line is not indented as deep as what it belongs to',
  ],
  [
    'setup: echo a: b\n',
    '2:14 not valid YAML: a colon stands in a value here; put the value in quotes, or mind the indentation of this line',
  ],
  ['<<<<<<< HEAD\nsetup: a\n=======\n>>>>>>> b\n', '2:1 a merge conflict stands here; resolve it'],
])('%j is refused in words that say what to mend', (text, said) => {
  expect(problemsOf(`version: 1\n${text}`)).toEqual([said])
})

test('what is wrong with an expression is told once, and shows what was written', () => {
  expect(problemsOf('version: 1\ninvariants: [{ id: a, regex: "" }, { id: b, regex: "(" }]\n')).toEqual([
    '2:30 is empty; write a regular expression',
    '2:52 is not valid RE2 syntax: missing closing ): `(`',
  ])
})

test('a file full of waivers of no rule is told in no time', async () => {
  const rules = Array.from({ length: 900 }, (_, at) => `{ id: abcdefgh${at}, regex: x }`)
  const waivers = Array.from({ length: 1_100 }, (_, at) => `{ rule: abcdefgx${at} }`)
  const text = `version: 1\ninvariants: [${rules.join()}]\nwaivers: [${waivers.join()}]\n`
  const problems = problemsOf(text)
  await letTimeRunOut()
  expect(problems).toHaveLength(51)
  expect(problems.some((one) => one.includes('there is no rule "abcdefgx0"'))).toBe(true)
})

test.each([
  ['[]', false],
  ['[!]', false],
  ['a[', false],
  ['[[]id]/**', true],
  ['[]]', true],
  ['[!]a]', true],
  ['[a-z]/[!b]', true],
])('the class of %s is closed: %s', (glob, closed) => {
  const [problem] = problemsOf(`version: 1\nscope: { deny: ['${glob}'] }\n`)
  expect(problem ?? null).toEqual(closed ? null : expect.stringContaining('has a [ that no ] closes'))
})
