import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { commitChanges } from '../../../app/github/commit-changes.ts'
import type { RepositoryClient } from '../../../app/github/installation.ts'
import { forbiddenWrites } from '../allowed-writes.ts'

/** Attacks for which there is no operation: what the code of the App cannot ask GitHub for, no run can make it ask. */

const root = new URL('../../../app/', import.meta.url).pathname
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ({ name, text: readFileSync(join(root, name), 'utf8') }))

test('every call of GitHub in the sources is a known one; none merges, approves, forces, deletes, tags or releases', () => {
  const calls = new Set(
    sources.flatMap(({ text }) =>
      [...text.matchAll(/\boctokit\s*\.\s*rest\s*\.\s*(\w+)\s*\.\s*(\w+)/g)].map(
        ([, group, name]) => `${group}.${name}`,
      ),
    ),
  )
  const writes = [...calls]
    .filter((call) => !/\.(?:get|list|compare)[A-Z]\w*$|\.get$|\.list$/.test(call))
    .sort()
  expect(writes).toEqual([
    'actions.cancelWorkflowRun',
    'apps.redeliverWebhookDelivery',
    'checks.create',
    'checks.update',
    'git.createBlob',
    'git.createCommit',
    'git.createRef',
    'git.createTree',
    'issues.createComment',
    'issues.updateComment',
    'pulls.create',
    'pulls.createReview',
    'reactions.createForIssueComment',
  ])
})

test('routes written out, and mutations, are these and no others', () => {
  const routes = sources.flatMap(({ text }) => text.match(/['"`](?:POST|PUT|PATCH|DELETE) \/[^'"`]*/g) ?? [])
  expect(routes).toEqual(["'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches"])
  const mutations = sources.flatMap(({ text }) => text.match(/\bmutation\b\s*[\w({][^`]*/g) ?? [])
  expect(mutations.map((one) => /\{\s*(\w+)/.exec(one)?.[1])).toEqual(['createCommitOnBranch'])
  for (const { name, text } of sources) {
    // Every way to GitHub goes by a name that the test above sees.
    expect([name, /octokit\s*\[|\.rest\s*\[|force:\s*true|octokit\.request\((?!route)/.test(text)]).toEqual([
      name,
      false,
    ])
    expect([name, /event:\s*'(?:APPROVE|REQUEST_CHANGES)'/.test(text)]).toEqual([name, false])
  }
})

test('a tag, a forced move, a merge, an approval and another branch would be noticed in every story', () => {
  const by = { as: 'reins[bot]', status: 200, at: 0, ms: 0 }
  const repo = '/repos/acme/shop'
  const attacks = [
    { method: 'POST', path: `${repo}/git/refs`, body: { ref: 'refs/heads/main' } },
    { method: 'POST', path: `${repo}/git/refs`, body: { ref: 'refs/tags/reins/issue-1-abcd' } },
    { method: 'PATCH', path: `${repo}/git/refs/heads/reins/issue-1-abcd`, body: { force: true } },
    { method: 'DELETE', path: `${repo}/git/refs/heads/main`, body: null },
    { method: 'PUT', path: `${repo}/pulls/2/merge`, body: {} },
    { method: 'POST', path: `${repo}/pulls/2/reviews`, body: { event: 'APPROVE' } },
    { method: 'POST', path: `${repo}/releases`, body: {} },
    { method: 'PUT', path: `${repo}/contents/x`, body: {} },
    {
      method: 'POST',
      path: '/graphql',
      body: { query: 'mutation { mergePullRequest(input: {}) { clientMutationId } }' },
    },
    {
      method: 'POST',
      path: '/graphql',
      body: {
        query: 'mutation($input: X!) { createCommitOnBranch(input: $input) { commit { oid } } }',
        variables: { input: { branch: { branchName: 'main' } } },
      },
    },
  ]
  expect(forbiddenWrites(attacks.map((attack) => ({ ...by, ...attack })))).toHaveLength(attacks.length)
})

test.each([
  ['the default branch', 'main'],
  ['a full reference', 'refs/heads/reins/issue-1-abcd'],
  ['a way out', 'reins/issue-1-abcd/../../main'],
  ['a second line', 'reins/issue-1-abcd\nmain'],
  ['a longer name', 'reins/issue-1-abcde'],
  ['no number', 'reins/issue--abcd'],
  ['capitals', 'Reins/issue-1-abcd'],
  ['a tag', '../tags/v1'],
])('a branch of another name (%s) is not made, wherever the name comes from', async (_, branch) => {
  const client = { octokit: { rest: {} }, at: { owner: 'acme', repo: 'shop' } } as unknown as RepositoryClient
  const commit = {
    branch,
    parent: 'a'.repeat(40),
    headline: 'x',
    body: '',
    changes: [],
    baseModes: new Map(),
  }
  await expect(commitChanges(client, { ...commit, onBranch: () => undefined })).rejects.toThrow(
    /makes no branch/,
  )
})
