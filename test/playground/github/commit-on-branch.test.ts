import { describe, expect, test } from '@jest/globals'
import { appClient, commitOnBranch, PERMISSIONS, stage, tokenClient } from './kit.ts'

const on = stage()

type Failure = { errors: { type?: string; message: string; path?: string[] }[] }
async function failures(request: Promise<unknown>) {
  try {
    await request
  } catch (error) {
    return (error as Failure).errors
  }
  throw new Error('The query was not refused.')
}
const head = (branch: string) =>
  on.bot.rest.repos.getBranch({ ...on.repo, branch }).then(({ data }) => data.commit.sha)

describe('createCommitOnBranch', () => {
  test('makes one signed commit of the bot and keeps the modes of what was there', async () => {
    const { bot, repo, playground, received } = on
    const oid = await commitOnBranch(bot, {
      branch: 'main',
      expectedHeadOid: on.base,
      files: { 'bin/run': '#!/bin/sh\necho ran\n', 'neu/ü.txt': 'Grüß\n', 'bytes.bin': '\0\u0001' },
      deleted: ['README.md'],
    })
    const commit = await bot.rest.repos.getCommit({ ...repo, ref: oid })
    expect(commit.data).toMatchObject({
      author: { login: 'reins[bot]' },
      committer: { login: 'web-flow' },
      commit: { message: 'Change it', verification: { verified: true, reason: 'valid' } },
      parents: [{ sha: on.base }],
    })
    expect(commit.data.files?.map(({ filename, status }) => [filename, status])).toEqual([
      ['README.md', 'removed'],
      ['bin/run', 'modified'],
      ['bytes.bin', 'added'],
      ['neu/ü.txt', 'added'],
    ])
    const tree = await bot.rest.git.getTree({ ...repo, tree_sha: oid, recursive: '1' })
    const mode = (path: string) => tree.data.tree.find((entry) => entry.path === path)?.mode
    expect([mode('bin/run'), mode('neu/ü.txt')]).toEqual(['100755', '100644'])
    await playground.settled()
    const push = JSON.parse(received.find(({ event }) => event === 'push')?.body ?? '{}')
    expect(push).toMatchObject({
      ref: 'refs/heads/main',
      before: on.base,
      after: oid,
      forced: false,
      pusher: { name: 'reins[bot]' },
      commits: [
        { id: oid, added: ['bytes.bin', 'neu/ü.txt'], removed: ['README.md'], modified: ['bin/run'] },
      ],
    })
  })

  test('is compare and swap: of two upon the same head one loses, and the loser changes nothing', async () => {
    const from = await head('main')
    const commit = (path: string) =>
      commitOnBranch(on.bot, { branch: 'main', expectedHeadOid: from, files: { [path]: 'x' } })
    const results = await Promise.allSettled([commit('one'), commit('two'), commit('three')])
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const errors = await failures(commit('late'))
    expect(errors).toMatchObject([
      {
        type: 'STALE_DATA',
        path: ['createCommitOnBranch'],
        message: `Expected branch to point to "${from}" but it did not.  Pull and try again.`,
      },
    ])
    const lost = results.flatMap((result) =>
      result.status === 'rejected' ? [(result.reason as Failure).errors[0]?.type] : [],
    )
    expect(lost).toEqual(['STALE_DATA', 'STALE_DATA'])
  })

  test.each<[string, object, string, RegExp]>([
    [
      'a branch that is not there',
      { branch: { repositoryNameWithOwner: 'acme/shop', branchName: 'no' } },
      'NOT_FOUND',
      /refs\/heads\/no/,
    ],
    [
      'a repository that is not there',
      { branch: { repositoryNameWithOwner: 'acme/no', branchName: 'main' } },
      'NOT_FOUND',
      /acme\/no/,
    ],
    [
      'text that is no base64',
      { fileChanges: { additions: [{ path: 'a', contents: 'ä' }] } },
      'BAD_USER_INPUT',
      /Base64String/,
    ],
    [
      'the deletion of nothing',
      { fileChanges: { deletions: [{ path: 'nowhere' }] } },
      'UNPROCESSABLE',
      /does not exist/,
    ],
    [
      'a path out of the repository',
      { fileChanges: { additions: [{ path: '../a', contents: '' }] } },
      'UNPROCESSABLE',
      /not a valid path/,
    ],
    [
      "a path into git's own folder",
      { fileChanges: { additions: [{ path: 'x/.GIT/config', contents: '' }] } },
      'UNPROCESSABLE',
      /not a valid path/,
    ],
    [
      'one path twice',
      { fileChanges: { additions: [{ path: 'a', contents: '' }], deletions: [{ path: 'a' }] } },
      'UNPROCESSABLE',
      /more than once/,
    ],
    [
      'a workflow file, without that permission',
      { fileChanges: { additions: [{ path: '.github/workflows/x.yml', contents: '' }] } },
      'FORBIDDEN',
      /not accessible/,
    ],
  ])('refuses %s', async (_, more, type, message) => {
    const before = await head('main')
    const input = {
      branch: { repositoryNameWithOwner: 'acme/shop', branchName: 'main' },
      expectedHeadOid: before,
      message: { headline: 'X' },
      ...more,
    }
    const mutation =
      'mutation ($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) { clientMutationId } }'
    const errors = await failures(on.bot.graphql(mutation, { input }))
    expect(errors).toMatchObject([{ type, message: expect.stringMatching(message) }])
    expect(await head('main')).toBe(before)
  })

  test('needs contents: write', async () => {
    const { playground } = on
    const { contents: _, ...permissions } = PERMISSIONS
    const weak = playground.app({ slug: 'weak', permissions, events: [], webhookUrl: 'http://127.0.0.1:1/' })
    const client = appClient(playground, weak, await playground.install(weak, ['acme/shop']))
    const errors = await failures(
      commitOnBranch(client, { branch: 'main', expectedHeadOid: on.base, files: { x: 'x' } }),
    )
    expect(errors).toMatchObject([{ type: 'FORBIDDEN' }])
  })
})

describe('GraphQL', () => {
  test('reads files, folders and commits by expression', async () => {
    const query = `query { repository(owner: "acme", name: "shop") {
      nameWithOwner defaultBranchRef { name target { oid } }
      file: object(expression: "main:src/cart.js") { ... on Blob { text isBinary isTruncated byteSize } }
      bytes: object(expression: "main:bytes.bin") { ... on Blob { text isBinary } }
      folder: object(expression: "main:src") { ... on Tree { entries { name path type mode } } }
      commit: object(expression: "main") { ... on Commit { messageHeadline author { name } signature { isValid } } }
      missing: object(expression: "main:nowhere") { __typename }
    } }`
    const { repository } = await on.bot.graphql<{ repository: Record<string, unknown> }>(query)
    expect(repository).toMatchObject({
      nameWithOwner: 'acme/shop',
      defaultBranchRef: { name: 'main' },
      file: { isBinary: false, isTruncated: false, text: expect.stringContaining('line 7\n') },
      bytes: { isBinary: true, text: null },
      folder: { entries: [{ name: 'cart.js', path: 'src/cart.js', type: 'blob', mode: 33188 }] },
      commit: { author: { name: 'reins[bot]' }, signature: { isValid: true } },
      missing: null,
    })
  })

  test('is checked against the whole real schema, and says what is not supported here', async () => {
    const wrong = await failures(on.bot.graphql('query { repository(owner: "acme", name: "shop") { naem } }'))
    expect(wrong[0]?.message).toContain('Cannot query field "naem" on type "Repository".')
    const unknown = await failures(
      on.bot.graphql('query { repository(owner: "acme", name: "shop") { stargazerCount } }'),
    )
    expect(unknown[0]?.message).toBe('playground: Repository.stargazerCount is not supported')
  })

  test('hides a private repository from those it is not for', async () => {
    const { playground } = on
    await playground.repository('acme', 'hidden', { a: 'a' }, { private: true })
    const stranger = tokenClient(playground, playground.token('mallory'))
    const errors = await failures(
      stranger.graphql('query { repository(owner: "acme", name: "hidden") { id } }'),
    )
    expect(errors).toMatchObject([
      { type: 'NOT_FOUND', message: "Could not resolve to a Repository with the name 'acme/hidden'." },
    ])
  })

  test('makes a draft ready, and a draft again', async () => {
    const { bot, repo, playground, received } = on
    await bot.rest.git.createRef({ ...repo, ref: 'refs/heads/d', sha: on.base })
    await commitOnBranch(bot, { branch: 'd', expectedHeadOid: on.base, files: { d: 'd' } })
    const { data } = await bot.rest.pulls.create({
      ...repo,
      title: 'D',
      head: 'd',
      base: 'main',
      draft: true,
    })
    const ready =
      'mutation ($id: ID!) { markPullRequestReadyForReview(input: { pullRequestId: $id }) { pullRequest { isDraft } } }'
    expect(await bot.graphql(ready, { id: data.node_id })).toEqual({
      markPullRequestReadyForReview: { pullRequest: { isDraft: false } },
    })
    await playground.settled()
    expect(received.at(-1)).toMatchObject({ event: 'pull_request', action: 'ready_for_review' })
  })
})
