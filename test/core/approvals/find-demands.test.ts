import { expect, test } from '@jest/globals'
import { nameOf } from '../../../core/approvals/approver.ts'
import { parseCodeowners } from '../../../core/approvals/codeowners.ts'
import { type AskingChange, findDemands } from '../../../core/approvals/find-demands.ts'
import { parseHarness } from '../../../core/harness/parse-harness.ts'

function demands(yaml: string, more: Partial<AskingChange> = {}) {
  const parsed = parseHarness(`version: 1\n${yaml}`, '.github/agent.yml')
  if (parsed.kind === 'broken') throw new Error(JSON.stringify(parsed.problems))
  const found = findDemands({
    harness: parsed.harness,
    kinds: [],
    changed: ['src/billing/tax.ts', 'docs/x.md', 'package-lock.json'],
    byAgent: false,
    codeowners: { kind: 'none' },
    unlisted: 0,
    extra: [],
    ...more,
  })
  return found.map(({ evidence, whom, count, obstacle }) => ({
    asks: evidence.map(({ asks, path, line }) => `${asks} ${path}${line === null ? '' : `:${line}`}`),
    whom: whom.map(nameOf),
    count,
    ...(obstacle === null ? {} : { obstacle }),
  }))
}

const humans = (...lines: string[]) =>
  `review:\n  humans:\n${lines.map((line) => `    - ${line}\n`).join('')}`

test('without rules a person’s change asks for nobody, an agent’s for what is always protected', () => {
  expect(demands('')).toEqual([])
  expect(demands('', { byAgent: true })).toEqual([
    { asks: ['protected package-lock.json'], whom: [], count: 1 },
  ])
  expect(demands('review: { humans: [] }\n', { byAgent: true })).toHaveLength(1)
})

test('protected paths of the rules ask for everybody’s change, in any spelling a file system takes for them', () => {
  const rules = `scope: { protect: [src/billing/**] }\n${humans('{ when: protected }')}`
  expect(demands(rules)).toEqual([{ asks: ['protected src/billing/tax.ts'], whom: [], count: 1 }])
  expect(demands(rules, { changed: ['SRC/Billing/x'] })).toHaveLength(1)
  expect(demands(rules, { changed: ['src/other.ts'] })).toEqual([])
})

test('who asks the same people for as many is one demand; each has its own evidence', () => {
  const rules = humans(
    "{ when: { paths: [src/billing/**] }, by: ['@acme/payments'], count: 2 }",
    "{ when: { kind: [migration, ci] }, by: ['@ACME/Payments'], count: 2 }",
    "{ when: { kind: [ci] }, by: ['@ada'] }",
  )
  const kinds = [
    { kind: 'migration' as const, path: 'db/1.sql', line: 3, evidence: 'adds a migration' },
    { kind: 'deletion' as const, path: 'old.ts', line: null, evidence: 'deletes it' },
  ]
  expect(demands(rules, { kinds })).toEqual([
    { asks: ['path src/billing/tax.ts', 'migration db/1.sql:3'], whom: ['@acme/payments'], count: 2 },
  ])
})

test('code owners are asked path by path, and whoever else is named may stand in for them', () => {
  const codeowners = parseCodeowners('CODEOWNERS', '/src/ @grace\n/docs/ @linus @bob\n')
  const all = { paths: ['**'] }
  expect(demands(humans(`{ when: ${JSON.stringify(all)}, by: [codeowners] }`), { codeowners })).toEqual([
    { asks: ['path src/billing/tax.ts'], whom: ['@grace'], count: 1 },
    { asks: ['path docs/x.md'], whom: ['@linus', '@bob'], count: 1 },
    { asks: ['path package-lock.json'], whom: [], count: 1 },
  ])
  const joined = demands(humans(`{ when: ${JSON.stringify(all)}, by: [codeowners, '@ada'] }`), { codeowners })
  expect(joined.map(({ whom }) => whom)).toEqual([['@grace', '@ada'], ['@linus', '@bob', '@ada'], ['@ada']])
})

test('what GitHub does not list may be anything, so it asks; owners of it are known to nobody', () => {
  const rules = humans('{ when: { kind: [ci] } }', '{ when: { paths: [db/**] }, by: [codeowners] }')
  const codeowners = parseCodeowners('CODEOWNERS', '* @grace\n')
  expect(demands(rules, { unlisted: 3, codeowners })).toEqual([
    { asks: ['unlisted null'], whom: [], count: 1 },
    {
      asks: ['unlisted null'],
      whom: [],
      count: 1,
      obstacle: expect.stringContaining('Split the pull request'),
    },
  ])
  expect(demands(humans('{ when: protected }'), { unlisted: 3 })).toEqual([])
})

test('a CODEOWNERS that cannot be used stands in the way instead of meaning nothing', () => {
  const codeowners = parseCodeowners('CODEOWNERS', null)
  const [one] = demands(humans('{ when: { paths: [docs/**] }, by: [codeowners] }'), { codeowners })
  expect(one?.obstacle).toContain('CODEOWNERS cannot be used')
})

test('a path too deep to be matched counts as every path', () => {
  const changed = [Array.from({ length: 60 }, () => 'a').join('/')]
  expect(demands(humans('{ when: { paths: [src/**] } }'), { changed })).toHaveLength(1)
})

test('what rules ask a person for is a demand of its own', () => {
  const extra = [{ path: 'src/x.ts', line: 7, why: 'ignores no-console' }]
  expect(demands('', { extra })).toEqual([{ asks: ['rule src/x.ts:7'], whom: [], count: 1 }])
})
