import { describe, expect, test } from '@jest/globals'
import type { RepositoryClient } from '../../../app/github/installation.ts'
import { readChange } from '../../../app/pull-requests/read-change.ts'
import { readPullRequest } from '../../../app/pull-requests/read-pull-request.ts'
import { branch, FILES, stage, tokenClient } from '../../playground/github/kit.ts'

const on = stage()
const client = (): RepositoryClient => ({ octokit: on.bot as RepositoryClient['octokit'], at: on.repo })

type Entry = { path: string; mode: string; sha?: string | null; content?: string | Buffer }

/** A branch with a commit of any entries, made of git's own objects; without `from`, upon main. */
async function pushes(name: string, entries: Entry[]): Promise<string> {
  const { bot, repo, base } = on
  const { data: parent } = await bot.rest.git.getCommit({ ...repo, commit_sha: base })
  const tree = await Promise.all(
    entries.map(async ({ content, ...entry }) => {
      if (content === undefined) return { ...entry, type: entry.mode === '160000' ? 'commit' : 'blob' }
      const encoded = Buffer.from(content).toString('base64')
      const { data } = await bot.rest.git.createBlob({ ...repo, content: encoded, encoding: 'base64' })
      return { ...entry, type: 'blob', sha: data.sha }
    }),
  )
  const made = await bot.rest.git.createTree({ ...repo, base_tree: parent.tree.sha, tree: tree as never })
  const { data } = await bot.rest.git.createCommit({
    ...repo,
    message: 'Change it',
    tree: made.data.sha,
    parents: [base],
  })
  await bot.rest.git.createRef({ ...repo, ref: `refs/heads/${name}`, sha: data.sha })
  return data.sha
}

async function opens(head: string, who?: string): Promise<number> {
  const octokit = who === undefined ? on.bot : tokenClient(on.playground, on.playground.token(who))
  const { data } = await octokit.rest.pulls.create({ ...on.repo, title: 'Change it', head, base: 'main' })
  return data.number
}

/** Reads of the App since then. */
function counting(): () => string[] {
  const before = on.playground.requests().length
  return () =>
    on.playground
      .requests()
      .slice(before)
      .filter(({ as }) => as === 'reins[bot]')
      .map(
        ({ method, path }) =>
          `${method} ${path.replace('/repos/acme/shop/', '').replace(/[0-9a-f]{40}/g, '…')}`,
      )
}

describe('the change of a pull request', () => {
  test('has texts and modes before and after, and the patches of GitHub', async () => {
    const head = await branch(on, 'ada/cart', {
      'src/cart.js': FILES['src/cart.js'].replace('line 3\n', 'drei\n'),
      'docs/ä b.md': '\ufeffNeu\r\n',
    })
    // The base goes on: what counts is where the head left it.
    await on.playground.commit('acme/shop', {
      message: 'Meanwhile',
      files: { 'src/cart.js': 'other\n' },
      actor: 'ada',
    })
    const number = await opens('ada/cart', 'ada')
    const change = await readChange(client(), number)
    expect(change).toMatchObject({
      number,
      title: 'Change it',
      author: { login: 'ada', isBot: false, isThisApp: false },
      head,
      base: await on.playground.read.head('acme/shop', 'main'),
      mergeBase: on.base,
      baseRef: 'main',
      fork: false,
      draft: false,
      labels: [],
      unlisted: 0,
      notRead: [],
    })
    expect(change.files).toEqual([
      {
        path: 'docs/ä b.md',
        status: 'added',
        before: null,
        after: '\ufeffNeu\r\n',
        binary: false,
        modeBefore: null,
        modeAfter: '100644',
      },
      {
        path: 'src/cart.js',
        status: 'modified',
        before: FILES['src/cart.js'],
        after: FILES['src/cart.js'].replace('line 3\n', 'drei\n'),
        binary: false,
        modeBefore: '100644',
        modeAfter: '100644',
      },
    ])
    expect(change.patches.get('src/cart.js')).toContain('\n+drei\n')
    expect([...change.tree.entries.keys()]).toContain('README.md')
  })

  test('of any kind of entry is told as it is: links, submodules, binaries, modes, renames, deletions', async () => {
    await pushes('odd', [
      { path: 'link', mode: '120000', content: 'README.md' },
      { path: 'vendor/lib', mode: '160000', sha: 'a'.repeat(40) },
      { path: 'logo.png', mode: '100644', content: Buffer.from([137, 80, 78, 71, 0, 255]) },
      { path: 'src/cart.js', mode: '100644', sha: null },
      { path: 'src/basket.js', mode: '100644', content: `${FILES['src/cart.js']}more\n` },
      { path: 'bin/run', mode: '100644', content: '#!/bin/sh\necho run\n' },
      { path: 'README.md', mode: '100644', sha: null },
    ])
    const { files, notRead } = await readChange(client(), await opens('odd'))
    const told = files.map((file) => ({
      ...file,
      before: file.before?.slice(0, 7) ?? null,
      after: file.after?.slice(0, 7) ?? null,
    }))
    const nothing = { binary: false, before: null, after: null, modeBefore: null, modeAfter: null }
    expect(told).toEqual([
      { ...nothing, path: 'README.md', status: 'deleted', before: '# shop\n', modeBefore: '100644' },
      {
        ...nothing,
        ...{ path: 'bin/run', status: 'modified', before: '#!/bin/', after: '#!/bin/' },
        ...{ modeBefore: '100755', modeAfter: '100644' },
      },
      { ...nothing, path: 'link', status: 'added', modeAfter: '120000' },
      { ...nothing, path: 'logo.png', status: 'added', binary: true, modeAfter: '100644' },
      {
        ...nothing,
        ...{ path: 'src/basket.js', status: 'renamed', renamedFrom: 'src/cart.js' },
        ...{ before: 'line 1\n', after: 'line 1\n', modeBefore: '100644', modeAfter: '100644' },
      },
      { ...nothing, path: 'vendor/lib', status: 'added', modeAfter: '160000' },
    ])
    expect(notRead).toEqual([])
  })

  test('takes four reads of the API for thirty files, and one with the rules of the base', async () => {
    const paths = Array.from({ length: 30 }, (_, index) => `src/deep/${index}/file.js`)
    await branch(on, 'thirty', Object.fromEntries(paths.map((path) => [path, `export {} // ${path}\n`])))
    const number = await opens('thirty')
    const calls = counting()
    const read = await readPullRequest(client(), { number, baseRef: 'main', files: ['README.md', 'nope'] })
    expect(read?.baseFiles.get('README.md')).toMatchObject({ mode: '100644', text: '# shop\n' })
    expect(read?.baseFiles.has('nope')).toBe(false)
    const change = await readChange(client(), number, read?.facts)
    expect(change.author).toEqual({ login: 'reins[bot]', isBot: true, isThisApp: true })
    expect(change.files).toHaveLength(30)
    expect(change.files.every(({ after, path }) => after === `export {} // ${path}\n`)).toBe(true)
    expect(calls().sort()).toEqual(['GET compare/…...…', 'GET git/trees/…', 'POST /graphql', 'POST /graphql'])
  })

  test('is bounded: what is too large or too much is counted, and said', async () => {
    const many = Array.from({ length: 310 }, (_, index) => [`many/${index}.js`, `${index}\n`])
    await branch(on, 'many', { ...Object.fromEntries(many), 'a-large.js': `${'x'.repeat(600_000)}\n` })
    const { files, notRead, unlisted } = await readChange(client(), await opens('many'))
    expect(files).toHaveLength(311)
    expect(unlisted).toBe(0)
    expect(notRead.filter(({ why }) => why === 'large')).toEqual([{ path: 'a-large.js', why: 'large' }])
    expect(notRead.filter(({ why }) => why === 'many')).toHaveLength(11)
    expect(files.filter(({ after }) => after !== null)).toHaveLength(299)
  })

  test('is read all the same where GitHub lists only a part of the tree', async () => {
    const text = 'no part of the list\n'
    await branch(on, 'cut', { 'src/far/away.js': text, 'src/cart.js': 'cut\n' })
    const number = await opens('cut')
    on.playground.fail(
      { method: 'GET', path: /\/git\/trees\// },
      { status: 200, body: { sha: 'x', url: 'x', tree: [], truncated: true } },
    )
    const { files, tree, notRead } = await readChange(client(), number)
    expect(tree.truncated).toBe(true)
    expect(notRead).toEqual([])
    expect(files).toMatchObject([
      { path: 'src/cart.js', before: FILES['src/cart.js'], after: 'cut\n', modeAfter: '100644' },
      { path: 'src/far/away.js', before: null, after: text, modeAfter: '100644' },
    ])
  })

  test('of a fork is read from the repository it is for: the App sees no other', async () => {
    const fork = await on.playground.fork('acme/shop', 'eve')
    const head = await on.playground.commit(fork, {
      branch: 'mine',
      message: 'Mine',
      files: { 'src/new.js': 'mine\n' },
      actor: 'eve',
    })
    const change = await readChange(client(), await opens('eve:mine', 'eve'))
    expect(change).toMatchObject({ fork: true, head, author: { login: 'eve' } })
    expect(change.files).toMatchObject([{ path: 'src/new.js', after: 'mine\n' }])
  })

  test('that GitHub does not know is nothing', async () => {
    expect(await readPullRequest(client(), { number: 999, baseRef: 'main', files: [] })).toBeNull()
    await expect(readChange(client(), 999)).rejects.toThrow('There is no pull request #999')
  })
})
