import { expect, test } from '@jest/globals'
import { beginReviewing } from './approvals/reviewing.ts'
import { begin, HARNESS, type Story } from './kit.ts'

/** A token of the App is good for one repository and for what the call needs, and no more. */

/** Everything the app ever asks for. What is new here has to be argued for. */
const TABLE = {
  'reading and answering an issue': { contents: 'read', issues: 'write' },
  'reading and answering a pull request': { contents: 'read', issues: 'write', pull_requests: 'write' },
  'starting a workflow': { actions: 'write' },
  'the status comment': { issues: 'write' },
  publishing: { checks: 'write', contents: 'write', pull_requests: 'write' },
  'ending a run': { actions: 'write', checks: 'write' },
  'looking after a run': { actions: 'read', contents: 'read', issues: 'write', pull_requests: 'read' },
  'checking a pull request': { checks: 'write', contents: 'read', pull_requests: 'read' },
  'rules of another repository': { contents: 'read' },
  'who is in a team': { members: 'read' },
}

type Asked = { repositories?: string[]; repository_ids?: number[]; permissions?: Record<string, string> }

function tokensOf(story: Pick<Story, 'github'>): Asked[] {
  return story.github
    .requests()
    .filter(({ method, path }) => method === 'POST' && path.endsWith('/access_tokens'))
    .map(({ body }) => body as Asked)
}

/** @returns the lines of the table that were used. */
function linesOf(tokens: Asked[]): string[] {
  const lines = tokens.map(({ permissions }) => {
    const line = Object.entries(TABLE).find(([, allowed]) => sorted(allowed) === sorted(permissions ?? {}))
    return line?.[0] ?? `not in the table: ${sorted(permissions ?? {})}`
  })
  return [...new Set(lines)].sort()
}

function sorted(permissions: object): string {
  return JSON.stringify(Object.entries(permissions).sort())
}

function expectNarrow(tokens: Asked[]): void {
  for (const { repositories = [], repository_ids = [] } of tokens)
    expect([...repositories, ...repository_ids]).toHaveLength(1)
}

test('through a whole story each token is for one repository, and for one line of the table', async () => {
  const story = await begin()
  const first = await story.running()
  await first.report()
  await story.settled()
  const other = await story.github.openIssue(story.repository, { title: 'Other', body: '', actor: 'ada' })
  await story.comments('ada', '/agent implement', other)
  await story.github.closeIssue(story.repository, other, 'ada')
  await story.settled()
  const third = await story.github.openIssue(story.repository, { title: 'Third', body: '', actor: 'ada' })
  await story.comments('eve', '/agent implement', third)
  const tokens = tokensOf(story)
  expectNarrow(tokens)
  expect(tokens.every(({ repository_ids }) => repository_ids?.length === 1)).toBe(true)
  expect(linesOf(tokens)).toEqual([
    'ending a run',
    'publishing',
    'reading and answering an issue',
    'starting a workflow',
    'the status comment',
  ])
})

test('looking after a run only reads', async () => {
  const story = await begin({ times: { lookAfter: { every: 600_000, quiet: 0 } } })
  await story.running()
  const before = tokensOf(story).length
  await story.restarts()
  await story.settled()
  const tokens = tokensOf(story).slice(before)
  expectNarrow(tokens)
  expect(linesOf(tokens)).toEqual(['looking after a run'])
})

test('so it is with pull requests, their checks and their teams', async () => {
  const story = await beginReviewing('review:\n  humans:\n    - { when: { paths: [src/**] } }\n')
  const pull = await story.opens('ada', { 'src/cart.js': 'export {}\n' })
  await story.approves('grace', pull)
  await story.comments('ada', '/agent status', pull)
  const tokens = tokensOf(story)
  expectNarrow(tokens)
  expect(linesOf(tokens)).toEqual(['checking a pull request', 'reading and answering a pull request'])
})

test('rules of another repository are read with a token for that one alone, and only to read', async () => {
  const story = await begin()
  const sha = await story.github.repository('acme', '.github', { 'base.yml': 'version: 1\n' })
  await story.github.install(story.registered, ['acme/.github'])
  const extending = HARNESS.replace(
    'version: 1\n',
    `version: 1\nextends: ['acme/.github//base.yml@${sha}']\n`,
  )
  await story.github.commit(story.repository, {
    message: 'Extend',
    files: { '.github/agent.yml': extending },
    actor: 'ada',
  })
  await story.running()
  const tokens = tokensOf(story)
  expectNarrow(tokens)
  expect(tokens.filter(({ repositories }) => repositories !== undefined)).toEqual([
    { repositories: ['.github'], permissions: { contents: 'read' } },
  ])
  expect(linesOf(tokens)).toContain('rules of another repository')
})

test('a token that is kept for one repository is never used for another', async () => {
  const story = await begin()
  const files = { '.github/agent.yml': 'version: 1\n' }
  await story.github.repository('acme', 'bakery', files)
  story.github.permit('acme/bakery', 'ada', 'write')
  await story.github.install(story.registered, ['acme/bakery'])
  const there = await story.github.openIssue('acme/bakery', { title: 'Bread', body: '', actor: 'ada' })
  // The same permissions, in turns: what is kept has every chance to be taken for the other.
  for (let round = 0; round < 2; round++) {
    await story.comments('ada', '/agent status')
    await story.github.comment('acme/bakery', there, { body: '/agent status', actor: 'ada' })
    await story.settled()
  }
  const asked = tokensOf(story).map(({ repository_ids }) => repository_ids)
  expect(new Set(asked.flat()).size).toBe(2)
  expect(asked).toHaveLength(new Set(asked.map(String)).size)
  // GitHub would have refused a token of the other repository.
  expect(
    story.github.requests().filter(({ as, status }) => as.startsWith('reins[bot]') && status >= 400),
  ).toEqual([])
})
