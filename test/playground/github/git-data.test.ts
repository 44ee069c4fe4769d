import { describe, expect, test } from '@jest/globals'
import { refusal, stage } from './kit.ts'

const on = stage()

describe('a file', () => {
  test('comes as base64, raw, or as a listing of its folder', async () => {
    const { bot, repo } = on
    const one = await bot.rest.repos.getContent({ ...repo, path: 'src/cart.js', ref: 'main' })
    expect(one.data).toMatchObject({ type: 'file', encoding: 'base64', path: 'src/cart.js', name: 'cart.js' })
    const { content } = one.data as { content: string }
    expect(Buffer.from(content, 'base64').toString()).toMatch(/^line 1\n/)
    const raw = await bot.rest.repos.getContent({ ...repo, path: 'README.md', mediaType: { format: 'raw' } })
    expect(raw.data).toBe('# shop\n')
    const folder = await bot.rest.repos.getContent({ ...repo, path: '' })
    expect(
      (folder.data as unknown as { name: string; type: string }[]).map(({ name, type }) => [name, type]),
    ).toEqual([
      ['.github', 'dir'],
      ['README.md', 'file'],
      ['bin', 'dir'],
      ['src', 'dir'],
    ])
    expect((await refusal(bot.rest.repos.getContent({ ...repo, path: 'nowhere' }))).status).toBe(404)
    expect(
      (await refusal(bot.rest.repos.getContent({ ...repo, path: 'README.md', ref: 'nowhere' }))).status,
    ).toBe(404)
  })

  test('is written with the id of what it replaces, and not over something newer', async () => {
    const { bot, repo } = on
    const put = (more: object) =>
      bot.rest.repos.createOrUpdateFileContents({
        ...repo,
        path: 'a.txt',
        message: 'A',
        content: 'YQ==',
        ...more,
      })
    const first = await put({})
    expect(first.status).toBe(201)
    expect((await refusal(put({}))).message).toContain('"sha" wasn\'t supplied')
    expect((await refusal(put({ sha: '0'.repeat(40) }))).status).toBe(409)
    const sha = first.data.content?.sha
    expect((await put({ sha, content: 'Yg==' })).status).toBe(200)
  })
})

describe('git objects', () => {
  test('make a commit with a mode, a deletion and a nested path', async () => {
    const { bot, repo, base } = on
    const blob = await bot.rest.git.createBlob({
      ...repo,
      content: Buffer.from('Grüß').toString('base64'),
      encoding: 'base64',
    })
    const tree = await bot.rest.git.createTree({
      ...repo,
      base_tree: base,
      tree: [
        { path: 'tools/run', mode: '100755', type: 'blob', sha: blob.data.sha },
        { path: 'docs/new.md', mode: '100644', type: 'blob', content: '# New\n' },
        { path: 'README.md', mode: '100644', type: 'blob', sha: null },
      ],
    })
    const commit = await bot.rest.git.createCommit({
      ...repo,
      message: 'By hand',
      tree: tree.data.sha,
      parents: [base],
    })
    expect(commit.data).toMatchObject({ author: { name: 'reins[bot]' }, verification: { verified: true } })
    await bot.rest.git.createRef({ ...repo, ref: 'refs/heads/by-hand', sha: commit.data.sha })
    const compared = await bot.rest.repos.compareCommits({ ...repo, base: 'main', head: 'by-hand' })
    expect(compared.data).toMatchObject({ status: 'diverged', ahead_by: 1 })
    const listed = await bot.rest.git.getTree({ ...repo, tree_sha: 'by-hand', recursive: '1' })
    const found = listed.data.tree.map(({ path, mode }) => `${mode} ${path}`)
    expect(found).toContain('100755 tools/run')
    expect(found.join('\n')).not.toContain('README.md')
    expect(
      Buffer.from(
        (await bot.rest.git.getBlob({ ...repo, file_sha: blob.data.sha })).data.content,
        'base64',
      ).toString(),
    ).toBe('Grüß')
  })

  test('that do not fit together are refused', async () => {
    const { bot, repo, base } = on
    const { git } = bot.rest
    const none = 'f'.repeat(40)
    const asked = [
      git.createBlob({ ...repo, content: 'ä', encoding: 'base64' }),
      git.createTree({
        ...repo,
        base_tree: base,
        tree: [{ path: 'x', mode: '100644', type: 'blob', sha: none }],
      }),
      git.createTree({
        ...repo,
        base_tree: base,
        tree: [{ path: '../x', mode: '100644', type: 'blob', content: '' }],
      }),
      git.createTree({
        ...repo,
        base_tree: base,
        tree: [{ path: '.git/config', mode: '100644', type: 'blob', content: '' }],
      }),
      git.createTree({ ...repo, tree: [] }),
      git.createCommit({ ...repo, message: 'x', tree: none, parents: [base] }),
      git.createCommit({ ...repo, message: 'x', tree: base, parents: [none] }),
    ]
    for (const one of asked) expect((await refusal(one)).status).toBe(422)
    const workflow = {
      path: '.github/workflows/x.yml',
      mode: '100644' as const,
      type: 'blob' as const,
      content: '',
    }
    expect((await refusal(git.createTree({ ...repo, base_tree: base, tree: [workflow] }))).status).toBe(403)
    for (const missing of [
      git.getCommit({ ...repo, commit_sha: none }),
      git.getBlob({ ...repo, file_sha: none }),
    ])
      expect((await refusal(missing)).status).toBe(404)
  })
})

describe('a ref', () => {
  test('is made once, moves forward only, and ends', async () => {
    const { bot, repo, base } = on
    const { git } = bot.rest
    const make = (ref: string, sha = base) => git.createRef({ ...repo, ref, sha })
    expect((await make('refs/heads/x/y')).data).toMatchObject({
      ref: 'refs/heads/x/y',
      object: { sha: base, type: 'commit' },
    })
    expect(await refusal(make('refs/heads/x/y'))).toMatchObject({
      status: 422,
      message: 'Reference already exists',
    })
    for (const bad of [
      'x',
      'refs/heads',
      'refs/heads/a..b',
      'refs/heads/a b',
      'refs/heads/x.lock',
      'refs/pull/1/head',
      'refs/heads/x',
    ])
      expect((await refusal(make(bad))).status).toBe(422)
    expect(await refusal(make('refs/heads/z', 'f'.repeat(40)))).toMatchObject({
      status: 422,
      message: 'Object does not exist',
    })

    const ref = 'heads/x/y'
    const head = (await git.getRef({ ...repo, ref: 'heads/by-hand' })).data.object.sha
    await git.updateRef({ ...repo, ref, sha: head })
    expect(await refusal(git.updateRef({ ...repo, ref, sha: base }))).toMatchObject({
      status: 422,
      message: 'Update is not a fast forward',
    })
    await git.updateRef({ ...repo, ref, sha: base, force: true })
    await git.deleteRef({ ...repo, ref })
    expect((await refusal(git.getRef({ ...repo, ref }))).status).toBe(404)
    expect((await refusal(git.deleteRef({ ...repo, ref: 'heads/main' }))).status).toBe(422)
  })
})

test('a commit tells its files, its numbers and who made it', async () => {
  const { bot, repo, playground } = on
  const sha = await playground.commit('acme/shop', {
    message: 'Move\n\nand say why',
    files: {
      'src/cart.js': null,
      'src/basket.js': (await playground.read.file('acme/shop', 'main', 'src/cart.js')) ?? '',
    },
    actor: 'ada',
  })
  const { data } = await bot.rest.repos.getCommit({ ...repo, ref: sha })
  expect(data).toMatchObject({
    author: { login: 'ada' },
    commit: { message: 'Move\n\nand say why', verification: { verified: false, reason: 'unsigned' } },
    files: [{ filename: 'src/basket.js', previous_filename: 'src/cart.js', status: 'renamed', changes: 0 }],
  })
  expect(await refusal(bot.rest.repos.getCommit({ ...repo, ref: 'f'.repeat(40) }))).toMatchObject({
    status: 422,
    message: `No commit found for SHA: ${'f'.repeat(40)}`,
  })
})
