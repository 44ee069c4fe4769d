import { describe, expect, test } from '@jest/globals'
import { applyRules } from '../../../core/rules/apply-rules.ts'
import { findingSchema } from '../../../core/rules/finding.ts'
import { loadSyntax } from '../../../core/syntax/syntax.ts'
import { harnessOf } from '../harness/harness-of.ts'
import { letTimeRunOut } from '../let-time-run-out.ts'
import { judge, places } from './change-of.ts'
import { ruleInput } from './rule-input.ts'

const RULES = `layers: { order: [{ name: ui, paths: [ui/**] }, { name: repo, paths: [repo/**] }], cycles: deny }
invariants:
  - { id: no-todo, regex: TODO }
  - { id: no-eval, ast: { language: TypeScript, rule: { pattern: eval($X) } } }
waivers: [{ rule: no-todo, paths: [old/**], until: 2030-01-01, why: w }]
`
const BAD = "import '../ui/a.ts'\neval(1) // TODO\n"
const found = ['repo/a.ts:1 layers/repo', 'repo/a.ts:2 no-eval', 'repo/a.ts:2 no-todo']

describe('Files as they come', () => {
  test.each([
    ['with Windows line breaks', BAD.replaceAll('\n', '\r\n'), found],
    ['with a byte order mark', `\ufeff${BAD}`, found],
    ['with halves of character pairs', BAD.replace('TODO', 'TODO \ud800'), found],
    ['without a last line break', BAD.trimEnd(), found],
    ['binary', `${BAD}\0`, []],
    ['empty', '', []],
  ])('%s', async (_, content, expected) => {
    const result = await judge(RULES, { 'ui/a.ts': '', 'repo/a.ts': content })
    expect(places(result).sort()).toEqual(expected)
    for (const finding of result.findings) findingSchema.parse(finding)
  })

  test('with a line of a megabyte: every rule that covers it says that it was not applied', async () => {
    const result = await judge(RULES, { 'ui/a.ts': '', 'repo/a.ts': `${BAD}//${'x'.repeat(1_000_000)}` })
    expect(places(result).sort()).toEqual([
      'repo/a.ts:- layers/repo',
      'repo/a.ts:- no-eval',
      'repo/a.ts:- no-todo',
    ])
  })

  test('with a line of half of one', async () => {
    const result = await judge(RULES, { 'ui/a.ts': '', 'repo/a.ts': `${BAD}//${'x'.repeat(500_000)}` })
    expect(places(result).sort()).toEqual(found)
  })

  test('with names of every kind', async () => {
    const names = [
      'repo/日本.ts',
      'repo/a b.ts',
      "repo/it's.ts",
      'repo/e\u0301.ts',
      'repo/__proto__.ts',
      'repo/constructor',
    ]
    const tree = Object.fromEntries(names.map((name) => [name, BAD]))
    const { findings } = await judge(RULES, { 'ui/a.ts': '', ...tree })
    expect(new Set(findings.map(({ path }) => path))).toEqual(new Set(names))
  })
})

test('A tree of 100,000 paths costs a change of a few files next to nothing', async () => {
  const harness = harnessOf(`version: 1\n${RULES}`)
  const paths = new Set(Array.from({ length: 100_000 }, (_, index) => `repo/d${index % 300}/f${index}.ts`))
  paths.add('ui/a.ts')
  const asked: string[] = []
  const read = (path: string) => {
    asked.push(path)
    return null
  }
  const files = Array.from({ length: 20 }, (_, index) => {
    const path = `repo/d${index}/f${index}.ts`
    return { path, content: `import './f${index + 300}.ts'\nimport '../../ui/a.ts'\n`, base: '' }
  })
  const repository = { paths, read }
  const syntax = await loadSyntax(['TypeScript'])
  const { findings } = applyRules(ruleInput({ harness, files, repository, base: repository, syntax }))
  await letTimeRunOut()
  expect(findings).toHaveLength(20)
  expect(new Set(asked).size).toBeLessThan(60)
})

test('The same input gives the same result, whatever the order of its files', async () => {
  const tree = { 'ui/a.ts': "import '../repo/b.ts'", 'repo/a.ts': BAD, 'repo/b.ts': `${BAD}import './a.ts'` }
  const turned = Object.fromEntries(Object.entries(tree).reverse())
  expect(await judge(RULES, turned)).toEqual(await judge(RULES, tree))
})
