import { expect, test } from '@jest/globals'
import { KOTLIN_BOMB, KOTLIN_RULES } from './judging/hostile.ts'
import { begin, type Story } from './kit.ts'
import { write } from './runner.ts'

/** Runs that end without a pull request: never green, and nothing of what was done is lost. */

/** One check run on the base commit and the status comment; no branch, no pull request. */
function endedWithout(story: Story): { conclusion: string | null; said: string } {
  const [check, ...others] = story.github.read.checkRuns(story.repository)
  expect(others).toEqual([])
  expect(check).toMatchObject({ name: 'agent', headSha: story.base, status: 'completed' })
  expect(story.github.read.pullRequests(story.repository)).toEqual([])
  expect(story.writes()).toEqual(['POST check-runs', expect.stringMatching(/^PATCH issues\/comments\/\d+$/)])
  const replies = story.replies()
  expect(replies).toHaveLength(1)
  return { conclusion: check?.conclusion ?? null, said: replies[0] ?? '' }
}

test('nothing to do is neutral, never green', async () => {
  const story = await begin()
  const runner = await story.running()
  const { body } = await runner.report({
    outcome: { kind: 'nothing', reason: 'The total knows discounts already.' },
    changes: [],
  })
  expect(body).toMatchObject({ conclusion: 'neutral', url: null })
  expect(endedWithout(story)).toEqual({
    conclusion: 'neutral',
    said: expect.stringContaining('The total knows discounts already.'),
  })
})

test('a question waits for a person', async () => {
  const story = await begin()
  const runner = await story.running()
  await runner.report({ outcome: { kind: 'blocked', question: 'Which discounts?' }, changes: [] })
  const { conclusion, said } = endedWithout(story)
  expect(conclusion).toBe('action_required')
  expect(said).toContain('Which discounts?')
  expect(said).toContain('`/agent implement`')
})

test('done without any change is a failure', async () => {
  const story = await begin()
  const runner = await story.running()
  await runner.report({ changes: [] })
  expect(endedWithout(story)).toEqual({
    conclusion: 'failure',
    said: expect.stringContaining('nothing is changed'),
  })
})

test('changes that change nothing are none', async () => {
  const story = await begin()
  const runner = await story.running()
  const same = await story.github.read.file(story.repository, 'main', 'src/cart.js')
  await runner.report({
    changes: [write('src/cart.js', same ?? ''), { kind: 'delete', path: 'src/never-there.js', removed: 9 }],
  })
  expect(endedWithout(story).conclusion).toBe('failure')
})

test.each([
  ['outside of the scope', 'package.json', 'scope.write'],
  ['a workflow', '.github/workflows/ci.yml', 'workflows'],
  ['above the repository', '../escape.js', 'src/../'.slice(4)],
  ['git’s own folder', 'src/.git/config', '.git'],
])('a change %s is refused by the app, whatever the runner let through', async (_, path, why) => {
  const story = await begin()
  const runner = await story.running()
  const { body } = await runner.report({
    changes: [write('src/cart.js', 'export const total = 1\n'), write(path, 'x\n')],
  })
  expect(body).toMatchObject({ conclusion: 'failure', url: null })
  const { said } = endedWithout(story)
  expect(said).toContain(why)
  expect(said).toContain("the run's report")
  expect(said).toContain('+export const total = 1')
})

test('a folder that became a file is refused, and comes back as a patch', async () => {
  const story = await begin()
  const runner = await story.running()
  await runner.report({
    changes: [{ kind: 'delete', path: 'src/cart.js', removed: 3 }, write('src', 'one file now\n')],
  })
  const { conclusion, said } = endedWithout(story)
  expect(conclusion).toBe('failure')
  expect(said).toContain('`src` may not change')
  expect(said).toContain('+one file now')
})

test('too many lines are counted by the app, not believed', async () => {
  const story = await begin({ files: { '.github/agent.yml': 'version: 1\nlimits: { lines: 10 }\n' } })
  const runner = await story.running()
  const many = Array.from({ length: 50 }, (_, index) => `export const n${index} = ${index}\n`).join('')
  await runner.report({
    gates: [],
    changes: [{ ...write('src/cart.js', many), added: 0, removed: 0 } as never],
  })
  expect(endedWithout(story).said).toContain('at most 10 are allowed')
})

test('a base that moved during the run is stale; what was done comes back as a patch', async () => {
  const story = await begin()
  const runner = await story.running()
  await story.github.commit(story.repository, {
    message: 'Meanwhile',
    files: { 'README.md': 'Hello\n' },
    actor: 'ada',
  })
  await story.settled()
  await runner.report()
  const { conclusion, said } = endedWithout(story)
  expect(conclusion).toBe('failure')
  expect(said).toContain('main moved during the run: stale, run again.')
  expect(said).toContain(`-  return items.length
+  return items.length - 1`)
})

test('a runner that begins after the base moved is not even let in', async () => {
  const story = await begin()
  await story.comments('ada', '/agent implement')
  const runner = story.runner()
  const answer = await runner.claim({ claims: { sha: 'b'.repeat(40) } })
  expect(answer).toEqual({
    status: 409,
    body: { error: 'main moved before the run began: stale, run again.' },
  })
  await story.settled()
  expect(story.replies()[0]).toContain('main moved before the run began')
})

test('a run stopped by its limit is red, and its work is kept as a draft', async () => {
  const story = await begin()
  const runner = await story.running()
  const { body } = await runner.report({
    outcome: { kind: 'limit', limit: 'turns', detail: '100 turns are used.' },
  })
  expect(body).toMatchObject({ conclusion: 'failure' })
  const [pull] = story.github.read.pullRequests(story.repository)
  expect(pull).toMatchObject({ draft: true })
  expect(pull?.body).toContain('For #1')
  expect(pull?.body).not.toContain('Closes #1')
})

test('a provider that failed is said as the cause', async () => {
  const story = await begin()
  const runner = await story.running()
  await runner.report({
    outcome: { kind: 'error', cause: 'provider', detail: 'The provider limits the rate (429).' },
    changes: [],
  })
  expect(endedWithout(story)).toEqual({
    conclusion: 'failure',
    said: expect.stringContaining('The provider limits the rate (429).'),
  })
})

test.each<[string, (honest: object, key: string) => unknown, RegExp]>([
  ['is no JSON', () => '{"version": 1,', /not JSON/],
  ['has keys nobody knows', (honest) => ({ ...honest, approve: true }), /approve/],
  [
    'names a prototype',
    (honest) => JSON.stringify(honest).replace('{', '{"__proto__":{"admin":true},'),
    /__proto__/,
  ],
  ['is of another run', (honest) => ({ ...honest, key: 'z'.repeat(26) }), /another run/],
  ['is about another commit', (honest) => ({ ...honest, base: 'f'.repeat(40) }), /another commit/],
  ['points at line 0', (honest) => ({ ...honest, doubts: [{ text: 'x', path: 'a', line: 0 }] }), /doubts/],
])('a report that %s is a failure with its cause', async (_, make, cause) => {
  const story = await begin()
  const runner = await story.running()
  const { status, body } = await runner.post(`/runs/${runner.key}/report`, make(runner.honest(), runner.key))
  expect(status).toBe(200)
  expect(body).toMatchObject({ conclusion: 'failure', url: null })
  const { conclusion, said } = endedWithout(story)
  expect(conclusion).toBe('failure')
  expect(said).toContain('could not be read')
  expect(said).toMatch(cause)
})

test('a report of 13 MB is refused, and a smaller one may follow', async () => {
  const story = await begin()
  const runner = await story.running()
  const answer = await runner.post(`/runs/${runner.key}/report`, 'x'.repeat(13 * 1024 * 1024))
  expect(answer).toMatchObject({ status: 413, body: { error: 'The body is larger than 12 MB.' } })
  expect((await runner.report()).status).toBe(200)
})

test('a repository without drafts gets an ordinary pull request, and that is said', async () => {
  const story = await begin()
  story.github.fail(
    { method: 'POST', path: /\/pulls$/ },
    { status: 422, body: { message: 'Draft pull requests are not supported in this repository.' } },
  )
  const runner = await story.running()
  await runner.report()
  expect(story.github.read.pullRequests(story.repository)).toMatchObject([{ draft: false }])
  expect(story.replies()[0]).toContain('This repository knows no drafts')
})

test.each([
  ['the commit', /graphql$/, ['the branch']],
  ['the pull request', /\/pulls$/, ['the branch']],
  ['the review', /\/reviews$/, ['the branch', 'the pull request http']],
  ['the check run', /\/check-runs$/, ['the branch', 'the pull request http']],
])('when GitHub refuses %s, what exists already is told, and nothing more', async (_, path, exists) => {
  const story = await begin()
  const runner = await story.running()
  const body = String(path).includes('graphql') ? { body: /createCommitOnBranch/ } : {}
  story.github.fail({ method: 'POST', path, ...body }, { status: 403, body: { message: 'Not by this App.' } })
  const answer = await runner.report({ doubts: [{ text: 'Right?', path: 'src/cart.js', line: 2 }] })
  expect(answer.body).toMatchObject({ conclusion: 'failure', message: 'Publishing broke off' })
  expect(story.github.read.checkRuns(story.repository)).toEqual([])
  const [said] = story.replies()
  expect(said).toContain('403: Not by this App.')
  expect(said).toContain('**Publishing broke off**')
  for (const one of exists) expect(said).toContain(one)
  expect(said).not.toContain('✅')
})

test('when GitHub is away to the last try, it is told what exists', async () => {
  const story = await begin()
  const runner = await story.running()
  const checks = { method: 'POST', path: /\/check-runs$/ }
  story.github.fail(checks, { status: 500, body: { message: 'Server Error' } }, 100)
  const { body } = await runner.report()
  expect(body).toMatchObject({ conclusion: 'failure', message: 'Publishing broke off' })
  const [pull, ...others] = story.github.read.pullRequests(story.repository)
  expect(others).toEqual([])
  expect(story.replies()).toEqual([expect.stringContaining(`the pull request ${pull?.url}`)])
}, 90_000)

test('a branch of that name that is there already is never moved', async () => {
  const story = await begin()
  const runner = await story.running()
  const branch = runner.assignment?.branch ?? ''
  await story.github.commit(story.repository, {
    branch,
    message: 'Squat',
    files: { 'x.txt': 'x' },
    actor: 'ada',
  })
  const squatted = await story.github.read.head(story.repository, branch)
  const { body } = await runner.report()
  expect(body).toMatchObject({ conclusion: 'failure', message: 'Publishing broke off' })
  expect(await story.github.read.head(story.repository, branch)).toBe(squatted)
})

test('a report that nobody can judge has its end, and says why', async () => {
  const story = await begin({ files: { '.github/agent.yml': KOTLIN_RULES } })
  const runner = await story.running()
  const { body } = await runner.report({ changes: [write('src/A.kt', KOTLIN_BOMB)] })
  expect(body).toMatchObject({ conclusion: 'failure', url: null })
  expect(endedWithout(story)).toEqual({
    conclusion: 'failure',
    said: expect.stringContaining('Judging what the runner reported ended the process it was done in'),
  })
})
