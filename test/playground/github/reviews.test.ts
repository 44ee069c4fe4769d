import { beforeAll, describe, expect, test } from '@jest/globals'
import { branch, commitOnBranch, FILES, refusal, stage, tokenClient } from './kit.ts'

const on = stage()
let pull_number = 0
let head = ''

beforeAll(async () => {
  const text = FILES['src/cart.js'].replace('line 3\n', 'drei\nvier\n').replace('line 30\n', '')
  head = await branch(on, 'agent/1', { 'src/cart.js': text })
  const { data } = await on.bot.rest.pulls.create({ ...on.repo, title: 'T', head: 'agent/1', base: 'main' })
  pull_number = data.number
})

type Asked = {
  path: string
  body: string
  line?: number
  side?: string
  start_line?: number
  start_side?: string
}

const review = (comments: Asked[], more: object = {}) =>
  on.bot.rest.pulls.createReview({
    ...on.repo,
    pull_number,
    event: 'COMMENT',
    body: 'Look',
    comments,
    ...more,
  })

describe('a review', () => {
  test('stands at lines of the diff, on either side, over several lines', async () => {
    const { data } = await review([
      { path: 'src/cart.js', line: 3, body: 'added' },
      { path: 'src/cart.js', line: 3, side: 'LEFT', body: 'removed' },
      { path: 'src/cart.js', start_line: 3, line: 4, body: '```suggestion\nx\n```' },
      { path: 'src/cart.js', line: 33, side: 'RIGHT', body: 'context' },
    ])
    expect(data).toMatchObject({ state: 'COMMENTED', commit_id: head, user: { login: 'reins[bot]' } })
    const listed = await on.bot.rest.pulls.listReviewComments({ ...on.repo, pull_number })
    expect(
      listed.data.map(({ line, side, start_line, diff_hunk }) => [
        line,
        side,
        start_line,
        diff_hunk.split('\n').at(-1),
      ]),
    ).toEqual([
      [3, 'RIGHT', null, '+drei'],
      [3, 'LEFT', null, '-line 3'],
      [4, 'RIGHT', 3, '+vier'],
      [33, 'RIGHT', null, ' line 33'],
    ])
    expect(on.playground.read.reviews('acme/shop', pull_number)[0]?.comments).toHaveLength(4)
  })

  test.each<[string, Asked, string]>([
    [
      'a line no hunk shows',
      { path: 'src/cart.js', line: 20, body: 'x' },
      "Pull request review thread line must be part of the diff and Pull request review thread diff hunk can't be blank",
    ],
    [
      'a removed line on the right',
      { path: 'src/cart.js', line: 99, body: 'x' },
      "Pull request review thread line must be part of the diff and Pull request review thread diff hunk can't be blank",
    ],
    [
      'a file it does not touch',
      { path: 'README.md', line: 1, body: 'x' },
      "Pull request review thread path is invalid and Pull request review thread diff hunk can't be blank",
    ],
    [
      'a start below its end',
      { path: 'src/cart.js', start_line: 4, line: 3, body: 'x' },
      'Pull request review thread start line must precede the end line.',
    ],
    [
      'a start equal to its end',
      { path: 'src/cart.js', start_line: 3, line: 3, body: 'x' },
      'Pull request review thread start line must precede the end line.',
    ],
    [
      'a start in another hunk',
      { path: 'src/cart.js', start_line: 3, line: 30, body: 'x' },
      'Pull request review thread start line must be part of the same hunk as the line.',
    ],
  ])('at %s is refused, all of it', async (_, asked, message) => {
    const before = on.playground.read.reviews('acme/shop', pull_number).length
    const refused = await refusal(review([{ path: 'src/cart.js', line: 3, body: 'good' }, asked]))
    expect(refused).toMatchObject({ status: 422, message: 'Unprocessable Entity', errors: [message] })
    expect(on.playground.read.reviews('acme/shop', pull_number)).toHaveLength(before)
  })

  test('of a commit that is not in the pull request is refused', async () => {
    const refused = await refusal(review([], { commit_id: on.base }))
    expect(refused).toMatchObject({ status: 422, errors: ['commit_id is not part of the pull request'] })
  })

  test('of oneself is neither an approval nor a refusal, and never empty', async () => {
    expect(await refusal(review([], { event: 'APPROVE' }))).toMatchObject({
      status: 422,
      errors: ['Review Can not approve your own pull request'],
    })
    expect((await refusal(review([], { event: 'REQUEST_CHANGES' }))).status).toBe(422)
    expect((await refusal(review([], { body: '' }))).status).toBe(422)
    expect((await refusal(review([{ path: 'src/cart.js', line: 3, body: 'x'.repeat(65_537) }]))).status).toBe(
      422,
    )
  })

  test("that is pending is its author's secret until it is handed in, and there is one at a time", async () => {
    const { playground, repo } = on
    const ada = tokenClient(playground, playground.token('ada'))
    const pending = await ada.rest.pulls.createReview({ ...repo, pull_number, body: 'Later' })
    expect(pending.data.state).toBe('PENDING')
    expect(await refusal(ada.rest.pulls.createReview({ ...repo, pull_number }))).toMatchObject({
      errors: ['User can only have one pending review per pull request'],
    })
    const seen = async () => (await on.bot.rest.pulls.listReviews({ ...repo, pull_number })).data.length
    const before = await seen()
    const review_id = pending.data.id
    await ada.rest.pulls.submitReview({ ...repo, pull_number, review_id, event: 'APPROVE' })
    expect(await seen()).toBe(before + 1)
  })
})

describe('a dismissed review', () => {
  test('is one that decided something; who may only read cannot dismiss it, and Apps hear of it', async () => {
    const { playground, repo, received } = on
    playground.permit('acme/shop', 'grace', 'write')
    playground.permit('acme/shop', 'eve', 'read')
    const as = (who: string) => tokenClient(playground, playground.token(who))
    const create = (event: 'APPROVE' | 'COMMENT') =>
      as('grace').rest.pulls.createReview({ ...repo, pull_number, event, body: 'Hm.' })
    const { data: comment } = await create('COMMENT')
    const { data: approval } = await create('APPROVE')
    const dismiss = (who: string, review_id: number) =>
      as(who).rest.pulls.dismissReview({ ...repo, pull_number, review_id, message: 'Too early' })
    expect(await refusal(dismiss('ada', comment.id))).toMatchObject({
      status: 422,
      errors: ['Can not dismiss a commented pull request review'],
    })
    expect((await refusal(dismiss('eve', approval.id))).status).toBe(403)
    const { data } = await dismiss('ada', approval.id)
    expect(data).toMatchObject({ state: 'DISMISSED', submitted_at: approval.submitted_at })
    expect((await refusal(dismiss('ada', approval.id))).status).toBe(422)
    await playground.settled()
    expect(received.at(-1)).toMatchObject({ event: 'pull_request_review', action: 'dismissed' })
    expect(JSON.parse(received.at(-1)?.body ?? '')).toMatchObject({
      review: { id: approval.id, state: 'dismissed' },
      sender: { login: 'ada' },
    })
    const query = `query($after: String) { repository(owner: "acme", name: "shop") { pullRequest(number: ${pull_number}) {
      reviews(last: 1, after: $after, states: [DISMISSED, APPROVED]) { nodes { databaseId state author { __typename login } commit { oid } } } } } }`
    type Answer = { repository: { pullRequest: { reviews: { nodes: object[] } } } }
    const answer = await on.bot.graphql<Answer>(query, { after: null })
    expect(answer.repository.pullRequest.reviews.nodes).toEqual([
      {
        databaseId: approval.id,
        state: 'DISMISSED',
        author: { __typename: 'User', login: 'grace' },
        commit: { oid: approval.commit_id },
      },
    ])
  })
})

describe('an inline comment', () => {
  test('outside the diff is refused with the fields that are wrong', async () => {
    const place = { ...on.repo, pull_number, commit_id: head, path: 'src/cart.js', body: 'x' }
    const refused = await refusal(on.bot.rest.pulls.createReviewComment({ ...place, line: 20 }))
    expect(refused).toMatchObject({
      status: 422,
      message: 'Validation Failed',
      errors: [
        {
          field: 'pull_request_review_thread.line',
          message: 'pull_request_review_thread.line must be part of the diff',
        },
        { field: 'pull_request_review_thread.diff_hunk' },
      ],
    })
    const { data } = await on.bot.rest.pulls.createReviewComment({ ...place, line: 3 })
    const reply = { ...on.repo, pull_number, comment_id: data.id, body: 'Because' }
    expect((await on.bot.rest.pulls.createReplyForReviewComment(reply)).data.in_reply_to_id).toBe(data.id)
  })

  test('moves with its line when the branch goes on, and has no line left when that line is gone', async () => {
    const place = { ...on.repo, pull_number, commit_id: head, path: 'src/cart.js' }
    const kept = await on.bot.rest.pulls.createReviewComment({ ...place, line: 6, body: 'kept' })
    const lost = await on.bot.rest.pulls.createReviewComment({ ...place, line: 3, body: 'lost' })
    const text = (await on.playground.read.file('acme/shop', 'agent/1', 'src/cart.js')) ?? ''
    await commitOnBranch(on.bot, {
      branch: 'agent/1',
      expectedHeadOid: head,
      files: { 'src/cart.js': `first\n${text.replace('drei\n', 'three\n')}` },
    })
    const line = async (comment_id: number) =>
      (await on.bot.rest.pulls.getReviewComment({ ...on.repo, comment_id })).data.line
    expect(await line(kept.data.id)).toBe(7)
    expect(await line(lost.data.id)).toBeNull()
  })

  test('is resolved as a thread through GraphQL, with contents: write', async () => {
    const query = `query { repository(owner: "acme", name: "shop") { pullRequest(number: ${pull_number}) {
      reviewThreads(first: 50) { totalCount nodes { id isResolved isOutdated comments(first: 5) { nodes { body } } } } } } }`
    type Thread = { id: string; isResolved: boolean }
    type Answer = { repository: { pullRequest: { reviewThreads: { nodes: Thread[] } } } }
    const threads = async () =>
      (await on.bot.graphql<Answer>(query)).repository.pullRequest.reviewThreads.nodes
    const [thread] = await threads()
    await on.bot.graphql(
      'mutation ($id: ID!) { resolveReviewThread(input: { threadId: $id }) { thread { isResolved } } }',
      { id: thread?.id },
    )
    expect((await threads())[0]?.isResolved).toBe(true)
  })
})

test('a person reviews without a browser, and hears why GitHub does not take it', async () => {
  const { playground, repo } = on
  const given = await playground.review('acme/shop', pull_number, { event: 'APPROVE', actor: 'grace' })
  expect(given.kind).toBe('submitted')
  expect(playground.read.reviews('acme/shop', pull_number).at(-1)).toMatchObject({
    actor: 'grace',
    state: 'APPROVED',
    commitId: await playground.read.head('acme/shop', 'agent/1'),
  })

  await branch(on, 'own', { 'src/cart.js': 'own\n' })
  const ada = tokenClient(playground, playground.token('ada'))
  const { data: own } = await ada.rest.pulls.create({ ...repo, title: 'Mine', head: 'own', base: 'main' })
  const refused = async (review: Parameters<typeof playground.review>[2]) =>
    playground.review('acme/shop', own.number, review)
  expect(await refused({ event: 'APPROVE', actor: 'ada' })).toEqual({
    kind: 'refused',
    why: 'Review Can not approve your own pull request',
  })
  expect(await refused({ event: 'REQUEST_CHANGES', actor: 'grace' })).toEqual({
    kind: 'refused',
    why: 'Validation Failed',
  })
  const grace = tokenClient(playground, playground.token('grace'))
  await grace.rest.pulls.createReview({ ...repo, pull_number: own.number, body: 'Not yet handed in.' })
  expect(await refused({ event: 'APPROVE', actor: 'grace' })).toEqual({
    kind: 'refused',
    why: 'User can only have one pending review per pull request',
  })
})
