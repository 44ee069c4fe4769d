import { describe, expect, test } from '@jest/globals'
import { findingSchema } from '../../../../core/rules/finding.ts'
import { languagesOfRules } from '../../../../core/rules/languages-of-rules.ts'
import { harnessOf } from '../../harness/harness-of.ts'
import { judge, places } from '../change-of.ts'

const rule = (more = '', language = 'TypeScript') => `invariants:
  - id: no-console
    ast: { language: ${language}, rule: { pattern: console.$METHOD($$$ARGS) } }
    why: Logs must be structured.
    fix: Use log.
    ${more}
`

test('What matches is shown at its place, with its text', async () => {
  const { findings } = await judge(rule(), { 'a.ts': "const s = 'console.log(1)'\n  console.log(\n    1)\n" })
  expect(findings).toEqual([
    {
      rule: 'no-console',
      level: 'error',
      path: 'a.ts',
      range: { startLine: 2, endLine: 3, startColumn: 3, endColumn: 7 },
      message: '"console.log(\\n    1)" breaks the rule no-console.',
      why: 'Logs must be structured.',
      fix: 'Use log.',
      fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
      preexisting: false,
    },
  ])
  findingSchema.parse(findings[0])
})

describe('Which files a rule is about', () => {
  const content = 'console.log(1)'
  test.each([
    ['its language', 'a.ts', '', true],
    ['another language', 'a.js', '', false],
    ['another language, though its paths say so', 'a.js', "paths: ['**']", false],
    ['.tsx for TypeScript', 'a.tsx', '', true],
    ['no known language', 'a.txt', '', false],
    ['no known language where its paths say so', 'a.txt', "paths: ['*.txt']", true],
    ['elsewhere than its paths', 'b/a.ts', "paths: ['src/**']", false],
  ])('%s', async (_, path, more, found) => {
    expect(places(await judge(rule(more), { [path]: content }))).toEqual(
      found ? [`${path}:1 no-console`] : [],
    )
  })

  test('says which parsers are needed, and none where none is', () => {
    const harness = harnessOf(`version: 1\n${rule("paths: ['src/**']")}`)
    expect(languagesOfRules(harness, ['src/a.ts', 'src/b.tsx', 'c.ts'])).toEqual(['TypeScript', 'Tsx'])
    expect(languagesOfRules(harness, ['c.ts', 'src/a.py'])).toEqual([])
    const layered = harnessOf('version: 1\nlayers: { cycles: deny }')
    expect(languagesOfRules(layered, ['a.py', 'b.md'])).toEqual(['Python'])
    expect(languagesOfRules(layered, ['a.js'])).toEqual(['JavaScript', 'TypeScript', 'Tsx'])
  })
})

test('What was there before is old, wherever it stands now', async () => {
  const result = await judge(
    rule(),
    { 'a.ts': '\n\nconsole.log(1)\nconsole.log(2)' },
    { before: { 'a.ts': 'console.log(1)' } },
  )
  expect(places(result)).toEqual(['a.ts:3 no-console (old)', 'a.ts:4 no-console'])
})

test('Columns count from the line, behind wide letters and with Windows line breaks', async () => {
  const { findings } = await judge(rule(), { 'a.ts': "const a = '日本👍'\r\n/* 👍 */ console.log(1)\r\n" })
  expect(findings.map(({ range }) => range)).toEqual([
    { startLine: 2, endLine: 2, startColumn: 10, endColumn: 24 },
  ])
})

describe('Bounds are said', () => {
  test('more matches than anybody reads', async () => {
    const { findings } = await judge(rule(), { 'a.ts': 'console.log(1)\n'.repeat(300) })
    expect(findings).toHaveLength(201)
    expect(findings.at(0)).toMatchObject({
      range: null,
      message: 'The rule no-console matches more than 200 times here; only the first are shown.',
    })
  })

  test('more work than is allowed', async () => {
    const { findings } = await judge(rule(), { 'a.ts': 'console.log(1)' }, { work: 100 })
    expect(findings).toMatchObject([
      { level: 'error', message: expect.stringContaining('too much to look at') },
    ])
  })

  test('what would look through a large file again and again, but not what looks through a small one', async () => {
    const far = `invariants:
  - id: r
    ast: { language: TypeScript, rule: { kind: identifier, inside: { stopBy: end, has: { kind: string, stopBy: end } } } }
`
    const code = 'a(b, c + 1, [d, e]);\n'
    expect((await judge(far, { 'a.ts': code.repeat(5_000) })).findings).toMatchObject([
      { level: 'error', range: null, message: expect.stringContaining('too much to look at') },
    ])
    expect(places(await judge(far, { 'a.ts': `${code.repeat(20)}f('x')` }))).toHaveLength(101)
  })

  test('a rule that another parser does not take', async () => {
    const cast = `invariants: [{ id: r, ast: { language: TypeScript, rule: { kind: type_assertion } } }]\n`
    expect(places(await judge(cast, { 'a.ts': 'const a = <string>b' }))).toEqual(['a.ts:1 r'])
    expect((await judge(cast, { 'a.tsx': 'const a = b' })).findings).toMatchObject([
      {
        rule: 'r',
        level: 'error',
        path: 'a.tsx',
        message: expect.stringMatching(/^The rule r was not applied: /),
      },
    ])
  })
})

test('What stands in a statement that no grammar can be given is said to be unseen, where it may match', async () => {
  const deep = (inside: string) => `const a = ${'['.repeat(3_000)}${inside}${']'.repeat(3_000)}\n`
  const { findings } = await judge(rule(), { 'a.ts': `f()\n${deep('console.log(1)')}`, 'b.ts': deep('1') })
  expect(findings).toMatchObject([{ rule: 'no-console', level: 'error', path: 'a.ts', range: null }])
  expect(findings[0]?.message).toContain('was applied up to line 2 only')
})
