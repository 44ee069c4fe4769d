import { expect, test } from '@jest/globals'
import { beginReviewing } from './reviewing.ts'

/** Approvals belong to one commit, and the check run to the commit they belong to. */

const RULES = `review:
  humans:
    - { when: { paths: [src/**] } }
`
const CHANGE = { 'src/cart.js': 'export {}\n' }

test('a push asks anew; the approval of before is told with its age', async () => {
  const story = await beginReviewing(RULES)
  const pull = await story.opens('ada', CHANGE)
  const first = story.head(pull)
  await story.approves('grace', pull)
  expect(story.check(pull).conclusion).toBe('success')
  await story.pushes('ada', pull, { 'src/more.js': 'export {}\n' })
  await story.pushes('ada', pull, { 'src/still.js': 'export {}\n' })
  expect(story.check(pull)).toMatchObject({ conclusion: 'action_required' })
  expect(story.check(pull).output.summary).toContain('- `grace` approved an older commit, 2 commits ago.')
  expect(story.check(pull, first).conclusion).toBe('success')
})

test('an approval that arrives for an older commit turns nothing green', async () => {
  const story = await beginReviewing(RULES)
  const pull = await story.opens('ada', CHANGE)
  const first = story.head(pull)
  await story.pushes('ada', pull, { 'src/more.js': 'export {}\n' })
  await story.approves('grace', pull, first)
  expect(story.check(pull)).toMatchObject({ conclusion: 'action_required' })
  expect(story.check(pull, first).conclusion).toBe('action_required')
  await story.approves('grace', pull)
  expect(story.check(pull).conclusion).toBe('success')
})

test('a force-push begins without approvals, and the old head’s count again when it comes back', async () => {
  const story = await beginReviewing(RULES)
  const pull = await story.opens('ada', CHANGE)
  const first = story.head(pull)
  await story.approves('grace', pull)
  const second = await story.forces('ada', pull, { 'src/cart.js': 'evil()\n' })
  expect(story.head(pull)).toBe(second)
  expect(story.check(pull).conclusion).toBe('action_required')
  expect(story.check(pull).output.summary).toContain(
    '- `grace` approved a commit that is no longer part of this pull request.',
  )
  const { rest } = story.as('ada')
  await rest.git.updateRef({ ...story.repo, ref: 'heads/work/1', sha: first, force: true })
  await story.settled()
  expect(story.check(pull)).toMatchObject({ headSha: first, conclusion: 'success' })
})

test('a dismissed approval counts no more, and the one before it does not come back', async () => {
  const story = await beginReviewing(RULES)
  const pull = await story.opens('ada', CHANGE)
  await story.approves('grace', pull)
  const second = await story.approves('grace', pull)
  expect(story.check(pull).conclusion).toBe('success')
  await story.dismisses('bob', pull, second)
  expect(story.check(pull)).toMatchObject({ conclusion: 'action_required' })
  await story.approves('grace', pull)
  expect(story.check(pull).conclusion).toBe('success')
})

test('a comment takes nothing back; a request for changes does, and is told', async () => {
  const story = await beginReviewing(RULES)
  const pull = await story.opens('ada', CHANGE)
  await story.approves('grace', pull)
  story.writes()
  await story.reviews('grace', pull, 'COMMENT')
  expect(story.writes()).toEqual([])
  expect(story.check(pull).conclusion).toBe('success')
  await story.reviews('grace', pull, 'REQUEST_CHANGES')
  expect(story.check(pull).conclusion).toBe('action_required')
  expect(story.check(pull).output.summary).toContain('`grace` asked for changes.')
})

test('130 reviews are read to the last', async () => {
  const story = await beginReviewing(RULES.replace('] } }', "] }, by: ['@grace'] }"))
  const pull = await story.opens('ada', CHANGE)
  // Over days, on GitHub's own page; its limits are for programs.
  const review = (event: 'APPROVE' | 'REQUEST_CHANGES') =>
    story.github.review(story.repository, pull, { event, body: 'Again.', actor: 'linus' })
  for (let round = 0; round < 43; round++)
    await Promise.all([review('APPROVE'), review('REQUEST_CHANGES'), review('APPROVE')])
  await story.settled()
  expect(story.check(pull).conclusion).toBe('action_required')
  await story.approves('grace', pull)
  expect(story.github.read.reviews(story.repository, pull)).toHaveLength(130)
  expect(story.check(pull).conclusion).toBe('success')
})

test('reads little: nothing of a change that can ask for nobody, and of a reviewed one only what was said', async () => {
  const story = await beginReviewing(RULES)
  const calls = () =>
    story.github
      .requests()
      .slice(seen)
      .filter(({ as, body }) => as === 'reins[bot]' && !/name":"harness/.test(JSON.stringify(body)))
      .map(({ method, path }) => `${method} ${path.replace(/^.*\/shop\//, '')}`.replace(/[0-9a-f]{40}/, '…'))
  let seen = 0
  const pull = await story.opens('ada', CHANGE)
  seen = story.github.requests().length
  await story.approves('grace', pull)
  expect(calls().filter((one) => !one.includes('access_tokens'))).toEqual([
    'POST /graphql',
    'POST /graphql',
    'GET collaborators/grace/permission',
    'GET commits/…/check-runs',
    expect.stringMatching(/^PATCH check-runs/),
  ])
  const plain = await beginReviewing('')
  seen = plain.github.requests().length
  const reads = plain.github.requests
  await plain.opens('ada', CHANGE)
  const approvals = reads().filter(({ body }) => /CODEOWNERS|reviews\(first/.test(JSON.stringify(body)))
  expect(approvals).toHaveLength(2)
})

test('who lost access does not count any more', async () => {
  const story = await beginReviewing(RULES.replace('] } }', '] }, count: 2 }'))
  const pull = await story.opens('ada', CHANGE)
  await story.approves('grace', pull)
  expect(story.check(pull).output.title).toBe('1 of 2 approvals given')
  story.github.permit(story.repository, 'grace', 'read')
  await story.approves('linus', pull)
  expect(story.check(pull).output).toMatchObject({ title: '1 of 2 approvals given' })
  expect(story.check(pull).output.summary).toContain('- `grace` may only read, not write.')
})

test('one review is one write at most, and none when it says what stands there', async () => {
  const story = await beginReviewing(RULES)
  const pull = await story.opens('ada', CHANGE)
  story.writes()
  await story.approves('eve', pull)
  expect(story.writes()).toEqual([expect.stringMatching(/^PATCH check-runs\/\d+$/)])
  await story.approves('eve', pull)
  expect(story.writes()).toEqual([])
})

test('another base asks for what its rules ask for, and anew', async () => {
  const story = await beginReviewing('')
  const { github, repository } = story
  await github.commit(repository, {
    ...{ branch: 'guarded', message: 'Guard', actor: 'bob' },
    files: { '.github/agent.yml': `version: 1\n${RULES}` },
  })
  const pull = await story.opens('ada', CHANGE)
  await story.approves('grace', pull)
  expect(story.check(pull).conclusion).toBe('neutral')
  await story.as('ada').rest.pulls.update({ ...story.repo, pull_number: pull, base: 'guarded' })
  await story.settled()
  expect(story.check(pull).conclusion).toBe('action_required')
  expect(story.check(pull).output.summary).toContain('- `grace` approved before the base branch was changed.')
  // GitHub's times are whole seconds.
  await new Promise((resolve) => setTimeout(resolve, 1_100))
  await story.approves('grace', pull)
  expect(story.check(pull).conclusion).toBe('success')
})

test('a second pull request of the same commit into an unguarded branch turns nothing green', async () => {
  const story = await beginReviewing(RULES)
  const { github, repository, repo } = story
  await github.commit(repository, {
    ...{ branch: 'free', message: 'Free', actor: 'bob' },
    files: { '.github/agent.yml': 'version: 1\n' },
  })
  const pull = await story.opens('ada', CHANGE)
  await story.as('ada').rest.pulls.create({ ...repo, title: 'Trick', head: 'work/1', base: 'free' })
  await story.settled()
  expect(story.check(pull)).toMatchObject({
    conclusion: 'action_required',
    output: { title: `#${pull}: 0 of 1 approval given` },
  })
  await story.approves('grace', pull)
  expect(story.check(pull).conclusion).toBe('success')
})

test('the change of a fork is judged by the rules of the base, and nothing of it is run', async () => {
  const story = await beginReviewing(RULES)
  const { github, repo } = story
  await github.fork(story.repository, 'eve')
  await github.commit('eve/shop', {
    ...{ branch: 'mine', message: 'Mine', actor: 'eve' },
    files: { ...CHANGE, '.github/agent.yml': 'version: 1\n', CODEOWNERS: '* @eve\n' },
  })
  const { data } = await story
    .as('eve')
    .rest.pulls.create({ ...repo, title: 'Mine', head: 'eve:mine', base: 'main' })
  await story.settled()
  expect(story.check(data.number).conclusion).toBe('action_required')
  await story.approves('grace', data.number)
  expect(story.check(data.number).conclusion).toBe('success')
  expect(github.read.workflowRuns(story.repository)).toEqual([])
})

test('broken rules ask for nobody and pass nothing', async () => {
  const broken = await beginReviewing('review: { humans: everybody }\n')
  const first = await broken.opens('ada', CHANGE)
  expect(broken.check(first)).toMatchObject({
    conclusion: 'action_required',
    output: { title: 'The rules cannot be read' },
  })
})

test('an approval does not go on standing when GitHub does not say whether it holds', async () => {
  const story = await beginReviewing(RULES)
  const pull = await story.opens('ada', CHANGE)
  const review = await story.approves('grace', pull)
  const answer = { status: 502, body: { message: 'Bad gateway' } }
  story.github.fail({ method: 'POST', path: /graphql/, body: /reviews\(first/ }, answer, 3)
  await story.dismisses('bob', pull, review)
  expect(story.check(pull)).toMatchObject({
    conclusion: 'action_required',
    output: { title: 'Could not be judged' },
  })
  const again = { ...story.repo, check_run_id: story.check(pull).id }
  await story.approves('grace', pull)
  await story.as('ada').request('POST /repos/{owner}/{repo}/check-runs/{check_run_id}/rerequest', again)
  await story.settled()
  expect(story.check(pull).conclusion).toBe('success')
})

test('a review that nobody wrote, of a stolen webhook secret, turns nothing red', async () => {
  const story = await beginReviewing(RULES)
  const pull = await story.opens('ada', CHANGE)
  await story.approves('grace', pull)
  const { payload } = await story.heard('pull_request_review')
  await story.delivers('pull_request_review', { ...payload, review: { id: 99_999, state: 'dismissed' } })
  expect(story.check(pull).conclusion).toBe('success')
})
