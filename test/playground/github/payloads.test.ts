import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { branch, commitOnBranch, stage } from './kit.ts'

const on = stage()

type Json = Record<string, unknown>
type Example = Json & { action?: string }
const examples = JSON.parse(
  readFileSync(new URL(import.meta.resolve('@octokit/webhooks-examples')), 'utf8'),
) as { name: string; examples: Example[] }[]

/** Which permissions an App has is a matter of the App, an organization of the owner; a draft is what only
 * the example's issue is. */
const LEFT_OUT = /\bpermissions\.|^organization\b|^issue\.(draft|pull_request)/

/** Paths of keys that every one of these objects has, objects within objects and lists too. */
function sharedKeys(all: unknown[], at = ''): string[] {
  const objects = all.filter(
    (one): one is Json => typeof one === 'object' && one !== null && !Array.isArray(one),
  )
  if (objects.length === 0 || objects.length < all.filter((one) => one !== null).length) return []
  const [first, ...others] = objects
  return Object.keys(first ?? {})
    .filter((key) => others.every((other) => key in other))
    .flatMap((key) => {
      const path = at === '' ? key : `${at}.${key}`
      const nested = objects.flatMap((one) => one[key] ?? [])
      return [path, ...sharedKeys(nested, path)]
    })
}

/** A null or an empty list in ours ends the walk: what it would hold is another example's. */
function missing(ours: unknown, paths: string[]): string[] {
  return paths.filter((path) => {
    let value = ours
    for (const key of path.split('.')) {
      if (Array.isArray(value)) [value] = value
      if (value === null || value === undefined) return false
      if (typeof value !== 'object' || !(key in value)) return true
      value = (value as Json)[key]
    }
    return false
  })
}

beforeAll(async () => {
  const { bot, repo, playground } = on
  const { rest } = bot
  const { data } = await rest.issues.create({ ...repo, title: 'A', body: 'B', labels: ['ui'] })
  const issue_number = data.number
  await rest.issues.update({ ...repo, issue_number, title: 'C' })
  await rest.issues.removeLabel({ ...repo, issue_number, name: 'ui' })
  await rest.issues.addAssignees({ ...repo, issue_number, assignees: ['ada'] })
  await rest.issues.update({ ...repo, issue_number, state: 'closed' })
  await rest.issues.update({ ...repo, issue_number, state: 'open' })
  const comment = await rest.issues.createComment({ ...repo, issue_number, body: 'x' })
  await rest.issues.updateComment({ ...repo, comment_id: comment.data.id, body: 'y' })
  await rest.issues.deleteComment({ ...repo, comment_id: comment.data.id })
  const head = await branch(on, 'topic', { 'src/cart.js': 'changed\n' })
  const pull = await rest.pulls.create({ ...repo, title: 'T', head: 'topic', base: 'main', draft: true })
  const pull_number = pull.data.number
  const comments = [{ path: 'src/cart.js', line: 1, body: 'q' }]
  await rest.pulls.createReview({ ...repo, pull_number, event: 'COMMENT', body: 'hm', comments })
  await rest.issues.addLabels({ ...repo, issue_number: pull_number, labels: ['ui'] })
  await bot.graphql(
    'mutation ($id: ID!) { markPullRequestReadyForReview(input: { pullRequestId: $id }) { clientMutationId } }',
    { id: pull.data.node_id },
  )
  await commitOnBranch(bot, { branch: 'topic', expectedHeadOid: head, files: { more: 'x' } })
  await rest.checks.create({ ...repo, name: 'agent', head_sha: head, conclusion: 'success' })
  await rest.pulls.update({ ...repo, pull_number, state: 'closed' })
  await rest.git.deleteRef({ ...repo, ref: 'heads/topic' })
  await rest.actions.createWorkflowDispatch({
    ...repo,
    workflow_id: 'agent.yml',
    ref: 'main',
    inputs: { run: '{}' },
  })
  await playground.repository('acme', 'more', { a: 'a' })
  await playground.install(on.app, ['acme/more'])
  await playground.settled()
})

const CASES: [string, string | undefined][] = [
  ['check_run', 'created'],
  ['check_run', 'completed'],
  ['check_suite', 'requested'],
  ['create', undefined],
  ['delete', undefined],
  ['installation', 'created'],
  ['installation_repositories', 'added'],
  ['issue_comment', 'created'],
  ['issue_comment', 'edited'],
  ['issue_comment', 'deleted'],
  ['issues', 'opened'],
  ['issues', 'edited'],
  ['issues', 'labeled'],
  ['issues', 'unlabeled'],
  ['issues', 'assigned'],
  ['issues', 'reopened'],
  ['pull_request', 'opened'],
  ['pull_request', 'labeled'],
  ['pull_request', 'ready_for_review'],
  ['pull_request', 'synchronize'],
  ['pull_request', 'closed'],
  ['pull_request_review', 'submitted'],
  ['pull_request_review_comment', 'created'],
  ['push', undefined],
  ['workflow_run', 'requested'],
]

describe("has every key that all of GitHub's examples have:", () => {
  test.each(CASES)('%s %s', (event, action) => {
    const theirs = examples.find(({ name }) => name === event)?.examples ?? []
    const same = theirs.filter((one) => one.action === action)
    expect(same.length).toBeGreaterThan(0)
    const ours = on.received.filter((one) => one.event === event && one.action === action)
    expect(ours.length).toBeGreaterThan(0)
    // Examples without an App installed have no installation.
    const wanted = sharedKeys(same).filter((path) => !LEFT_OUT.test(path))
    for (const { body } of ours) expect(missing(JSON.parse(body), wanted)).toEqual([])
    expect(ours.every(({ body }) => 'installation' in JSON.parse(body))).toBe(true)
  })
})
