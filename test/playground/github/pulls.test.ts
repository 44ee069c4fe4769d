import { describe, expect, test } from '@jest/globals'
import { appClient, branch, commitOnBranch, FILES, lines, refusal, stage } from './kit.ts'

const on = stage()
const cart = (from: string, to: string) => FILES['src/cart.js'].replace(`${from}\n`, `${to}\n`)

describe('a pull request', () => {
  test('shows its commits, its numbers and its files with their patches', async () => {
    const { bot, repo } = on
    const head = await branch(on, 'agent/1', {
      'src/cart.js': cart('line 3', 'drei'),
      'docs/ä b.md': 'Neu\n',
    })
    const { data } = await bot.rest.pulls.create({
      ...repo,
      title: 'Three',
      head: 'agent/1',
      base: 'main',
      draft: true,
    })
    expect(data).toMatchObject({
      draft: true,
      state: 'open',
      commits: 1,
      changed_files: 2,
      additions: 2,
      deletions: 1,
      mergeable: true,
      head: { ref: 'agent/1', sha: head, label: 'acme:agent/1' },
      base: { ref: 'main', sha: on.base },
      user: { login: 'reins[bot]' },
    })
    const files = await bot.rest.pulls.listFiles({ ...repo, pull_number: data.number })
    expect(files.data.map(({ filename, status, patch }) => [filename, status, patch])).toEqual([
      ['docs/ä b.md', 'added', '@@ -0,0 +1 @@\n+Neu'],
      [
        'src/cart.js',
        'modified',
        '@@ -1,6 +1,6 @@\n line 1\n line 2\n-line 3\n+drei\n line 4\n line 5\n line 6',
      ],
    ])
    const commits = await bot.rest.pulls.listCommits({ ...repo, pull_number: data.number })
    expect(commits.data).toMatchObject([
      {
        sha: head,
        author: { login: 'reins[bot]' },
        committer: { login: 'web-flow' },
        commit: { verification: { verified: true } },
      },
    ])
  })

  test('has no twin, no empty one, and none between branches that are not there', async () => {
    const { bot, repo } = on
    const open = (head: string, base = 'main') =>
      refusal(bot.rest.pulls.create({ ...repo, title: 'Again', head, base }))
    expect(await open('agent/1')).toMatchObject({
      status: 422,
      message: 'Validation Failed',
      errors: [
        {
          resource: 'PullRequest',
          code: 'custom',
          message: 'A pull request already exists for acme:agent/1.',
        },
      ],
    })
    await bot.rest.git.createRef({ ...repo, ref: 'refs/heads/same', sha: on.base })
    expect(await open('same')).toMatchObject({
      status: 422,
      errors: [{ message: 'No commits between main and same' }],
    })
    expect(await open('nowhere')).toMatchObject({ errors: [{ field: 'head', code: 'invalid' }] })
    expect(await open('agent/1', 'nowhere')).toMatchObject({ errors: [{ field: 'base', code: 'invalid' }] })
    const before = on.playground.read.issues('acme/shop').length
    await bot.rest.issues.create({ ...repo, title: 'Next' })
    expect(on.playground.read.issues('acme/shop').at(-1)?.number).toBe(before + 1)
  })

  test('of two equal ones opened at the same moment exactly one comes to be', async () => {
    const { bot, repo } = on
    await branch(on, 'race', { 'race.txt': 'x' })
    const open = () => bot.rest.pulls.create({ ...repo, title: 'Race', head: 'race', base: 'main' })
    const results = await Promise.allSettled([open(), open(), open()])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected'])
  })

  test('follows its branch: synchronize, new head, and closes when the branch goes', async () => {
    const { bot, repo, playground, received } = on
    const first = await branch(on, 'agent/2', { 'a.txt': 'a\n' })
    const { data } = await bot.rest.pulls.create({ ...repo, title: 'A', head: 'agent/2', base: 'main' })
    const second = await commitOnBranch(bot, {
      branch: 'agent/2',
      expectedHeadOid: first,
      files: { 'b.txt': 'b\n' },
    })
    const pull = await bot.rest.pulls.get({ ...repo, pull_number: data.number })
    expect(pull.data).toMatchObject({ commits: 2, changed_files: 2, head: { sha: second } })
    await bot.rest.git.deleteRef({ ...repo, ref: 'heads/agent/2' })
    await playground.settled()
    expect((await bot.rest.pulls.get({ ...repo, pull_number: data.number })).data.state).toBe('closed')
    const told = received.filter(({ event }) => event === 'pull_request').map(({ action }) => action)
    expect(told.slice(-3)).toEqual(['opened', 'synchronize', 'closed'])
  })

  test('is merged, and says so', async () => {
    const { bot, repo, playground } = on
    const head = await branch(on, 'agent/3', { 'c.txt': 'c\n' })
    const { data } = await bot.rest.pulls.create({ ...repo, title: 'C', head: 'agent/3', base: 'main' })
    const pull_number = data.number
    expect((await refusal(bot.rest.pulls.merge({ ...repo, pull_number, sha: on.base }))).status).toBe(409)
    const merged = await bot.rest.pulls.merge({ ...repo, pull_number, sha: head })
    expect(await playground.read.head('acme/shop', 'main')).toBe(merged.data.sha)
    expect(await playground.read.file('acme/shop', 'main', 'c.txt')).toBe('c\n')
    expect((await bot.rest.pulls.get({ ...repo, pull_number })).data).toMatchObject({
      merged: true,
      state: 'closed',
    })
    expect((await refusal(bot.rest.pulls.merge({ ...repo, pull_number }))).status).toBe(405)
  })

  test('that conflicts is not mergeable', async () => {
    const { bot, repo, playground } = on
    await branch(on, 'agent/4', { 'README.md': '# theirs\n' })
    await playground.commit('acme/shop', {
      message: 'Ours',
      files: { 'README.md': '# ours\n' },
      actor: 'ada',
    })
    const { data } = await bot.rest.pulls.create({ ...repo, title: 'Clash', head: 'agent/4', base: 'main' })
    expect(data).toMatchObject({ mergeable: false, mergeable_state: 'dirty' })
    expect((await refusal(bot.rest.pulls.merge({ ...repo, pull_number: data.number }))).status).toBe(405)
  })

  test('leaves out the patch of what is binary or too long to show', async () => {
    const { bot, repo } = on
    await branch(on, 'big', { 'image.bin': '\0\0\0', 'long.txt': lines(1, 20_001) })
    const { data } = await bot.rest.pulls.create({ ...repo, title: 'Big', head: 'big', base: 'main' })
    const files = await bot.rest.pulls.listFiles({ ...repo, pull_number: data.number })
    expect(files.data.map((file) => [file.filename, 'patch' in file, file.additions])).toEqual([
      ['image.bin', false, 0],
      ['long.txt', false, 20_001],
    ])
  })

  test('is found by its head', async () => {
    const { bot, repo } = on
    const found = await bot.rest.pulls.list({ ...repo, head: 'acme:agent/1', state: 'open' })
    expect(found.data.map(({ title }) => title)).toEqual(['Three'])
  })
})

test('a private repository on the free plan has no drafts, when the story says so', async () => {
  const { startPlayground } = await import('../../../playground/github/start-playground.ts')
  const playground = await startPlayground({ draftsInPrivate: false })
  try {
    const sha = await playground.repository('acme', 'shop', FILES, { private: true })
    const app = playground.app({
      slug: 'reins',
      permissions: { contents: 'write', pull_requests: 'write' },
      events: [],
      webhookUrl: 'http://127.0.0.1:1/',
    })
    const bot = appClient(playground, app, await playground.install(app, ['acme/shop']))
    await branch({ ...on, bot, base: sha }, 'x', { 'x.txt': 'x' })
    const draft = { owner: 'acme', repo: 'shop', title: 'X', head: 'x', base: 'main', draft: true }
    expect(await refusal(bot.rest.pulls.create(draft))).toMatchObject({
      status: 422,
      message: 'Draft pull requests are not supported in this repository.',
    })
  } finally {
    await playground.close()
  }
})
