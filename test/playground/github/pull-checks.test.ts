import { expect, test } from '@jest/globals'
import { branch, refusal, stage } from './kit.ts'

const on = stage()

async function opens(head: string, base = 'main'): Promise<number> {
  const { data } = await on.bot.rest.pulls.create({ ...on.repo, title: 'Change it', head, base })
  return data.number
}
const received = (event: string, action: string) =>
  on.received
    .filter((one) => one.event === event && one.action === action)
    .map(({ body }) => JSON.parse(body))

test('a pull request gets another base, and says which one it had', async () => {
  const { bot, repo, base } = on
  await branch(on, 'one', { 'one.txt': '1\n' })
  await branch(on, 'other', { 'other.txt': '2\n' })
  const number = await opens('one')
  await bot.rest.pulls.update({ ...repo, pull_number: number, base: 'other' })
  await on.playground.settled()
  expect(received('pull_request', 'edited')).toMatchObject([
    {
      changes: { base: { ref: { from: 'main' }, sha: { from: base } } },
      pull_request: { base: { ref: 'other' } },
    },
  ])
})

test('it gets no base that is not there, that its twin has, or that holds all of it; closed, it gets none', async () => {
  const { bot, repo, base } = on
  const head = await branch(on, 'two', { 'two.txt': '2\n' })
  await bot.rest.git.createRef({ ...repo, ref: 'refs/heads/same', sha: head })
  await bot.rest.git.createRef({ ...repo, ref: 'refs/heads/past', sha: base })
  const number = await opens('two')
  await opens('two', 'past')
  const change = (to: string) => refusal(bot.rest.pulls.update({ ...repo, pull_number: number, base: to }))
  expect(await change('nowhere')).toMatchObject({ status: 422, errors: [{ field: 'base', code: 'invalid' }] })
  expect(await change('past')).toMatchObject({ status: 422, message: 'Validation Failed' })
  expect(await change('same')).toMatchObject({
    status: 422,
    errors: [{ message: 'No commits between same and two' }],
  })
  await bot.rest.pulls.update({ ...repo, pull_number: number, state: 'closed' })
  expect(await change('other')).toMatchObject({
    status: 422,
    errors: [{ message: 'Cannot change the base branch of a closed pull request.' }],
  })
})

test('a check suite is asked for again', async () => {
  const { bot, repo, base } = on
  const check = {
    ...repo,
    name: 'harness',
    head_sha: base,
    status: 'completed',
    conclusion: 'success',
  } as const
  const { data } = await bot.rest.checks.create(check)
  const suite = data.check_suite?.id ?? 0
  await bot.rest.checks.rerequestSuite({ ...repo, check_suite_id: suite })
  await on.playground.settled()
  expect(received('check_suite', 'rerequested')).toMatchObject([
    { check_suite: { id: suite, head_sha: base } },
  ])
  expect(await refusal(bot.rest.checks.rerequestSuite({ ...repo, check_suite_id: 1 }))).toMatchObject({
    status: 404,
  })
})

test('GraphQL tells of a pull request what a check run needs to know', async () => {
  const { bot, repo } = on
  const head = await branch(on, 'three', { 'three.txt': '3\n', 'four.txt': '4\n' })
  const number = await opens('three')
  await bot.rest.issues.addLabels({ ...repo, issue_number: number, labels: ['big'] })
  const answer = await bot.graphql(
    `query($owner: String!, $repo: String!, $number: Int!, $head: GitObjectID!) {
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $number) { viewerDidAuthor changedFiles labels(first: 10) { nodes { name } } }
    object(oid: $head) { ... on Commit { associatedPullRequests(first: 5) { nodes { number } } } }
  }
}`,
    { ...repo, number, head },
  )
  expect(answer).toEqual({
    repository: {
      pullRequest: { viewerDidAuthor: true, changedFiles: 2, labels: { nodes: [{ name: 'big' }] } },
      object: { associatedPullRequests: { nodes: [{ number }] } },
    },
  })
})
