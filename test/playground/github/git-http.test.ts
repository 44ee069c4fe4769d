import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { stage } from './kit.ts'

const on = stage()
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'playground-git-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const execute = promisify(execFile)
async function git(...args: string[]): Promise<string> {
  const env = {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    HOME: folder,
    GIT_TERMINAL_PROMPT: '0',
    GIT_CONFIG_NOSYSTEM: '1',
  }
  const identity = ['-c', 'user.name=ada', '-c', 'user.email=ada@example.com', '-c', 'protocol.version=2']
  const { stdout, stderr } = await execute('git', [...identity, ...args], {
    env,
    cwd: folder,
    maxBuffer: 1 << 26,
  })
  return stdout + stderr
}
const url = (secret: string, name = 'acme/shop') => {
  const { protocol, host } = new URL(on.playground.url)
  return `${protocol}//x-access-token:${secret}@${host}/${name}.git`
}
async function appToken(permissions?: Record<string, string>): Promise<string> {
  const narrow = permissions ? { permissions } : {}
  const auth = await on.bot.auth({ type: 'installation', refresh: true, ...narrow } as never)
  return (auth as { token: string }).token
}
async function clone(secret: string): Promise<string> {
  const into = await mkdtemp(join(folder, 'clone-'))
  await git('clone', '--quiet', url(secret), into)
  return into
}

describe('git', () => {
  test('takes in a shallow clone, as CI services make them, and gives it out again', async () => {
    const source = join(folder, 'source')
    await git('init', '--quiet', '--initial-branch=main', source)
    for (const message of ['one', 'two'])
      await git('-C', source, 'commit', '--quiet', '--allow-empty', `--message=${message}`)
    const shallow = join(folder, 'shallow')
    await git('clone', '--quiet', '--depth=1', `file://${source}`, shallow)
    const head = await on.playground.importRepository('acme', 'shallow', shallow)
    expect(await git('-C', source, 'rev-parse', 'HEAD')).toBe(`${head}\n`)
    const again = join(folder, 'shallow-again')
    await git('clone', '--quiet', `${on.playground.url}/acme/shallow.git`, again)
    expect(await git('-C', again, 'log', '--format=%s')).toBe('two\n')
  })

  test('clones what is public without a token, and one commit by its id', async () => {
    const into = join(folder, 'public')
    await git('clone', '--quiet', `${on.playground.url}/acme/shop`, into)
    expect(await readFile(join(into, 'README.md'), 'utf8')).toBe('# shop\n')
    const shallow = join(folder, 'shallow')
    await git('init', '--quiet', shallow)
    await git('-C', shallow, 'fetch', '--quiet', '--depth=1', url(await appToken()), on.base)
    expect(await git('-C', shallow, 'cat-file', '-p', `${on.base}:README.md`)).toBe('# shop\n')
  })

  test('asks for a token where there is nothing public, and tells nothing apart', async () => {
    const { playground } = on
    await playground.repository('acme', 'secret', { a: 'a' }, { private: true })
    for (const name of ['secret', 'nowhere']) {
      const answer = await fetch(`${playground.url}/acme/${name}.git/info/refs?service=git-upload-pack`)
      expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Basic realm="GitHub"'])
    }
    await expect(git('ls-remote', url(await appToken(), 'acme/secret'))).rejects.toThrow(/not found/i)
    await expect(git('ls-remote', url('ghs_unknown', 'acme/secret'))).rejects.toThrow(/Authentication failed/)
  })

  test('pushes with contents: write, and everything follows: webhook, pull request, commit', async () => {
    const { playground, received, bot, repo } = on
    const into = await clone(playground.token('ada'))
    await git('-C', into, 'switch', '--quiet', '-c', 'topic')
    await writeFile(join(into, 'grün.txt'), 'eins\n')
    await git('-C', into, 'add', '-A')
    await git('-C', into, 'commit', '--quiet', '-m', 'Grün')
    await git('-C', into, 'push', '--quiet', 'origin', 'topic')
    const { data } = await bot.rest.pulls.create({ ...repo, title: 'T', head: 'topic', base: 'main' })
    await writeFile(join(into, 'grün.txt'), 'zwei\n')
    await git('-C', into, 'commit', '--quiet', '-am', 'Zwei')
    await git('-C', into, 'push', '--quiet', 'origin', 'topic')
    const head = (await git('-C', into, 'rev-parse', 'HEAD')).trim()
    expect((await bot.rest.pulls.get({ ...repo, pull_number: data.number })).data.head.sha).toBe(head)
    await playground.settled()
    const told = received.map(({ event, action }) => [event, action].filter(Boolean).join('.'))
    expect(told.slice(-7)).toEqual([
      'create',
      'push',
      'check_suite.requested',
      'pull_request.opened',
      'push',
      'check_suite.requested',
      'pull_request.synchronize',
    ])
    expect(playground.read.pullRequests('acme/shop')[0]?.files).toMatchObject([
      { path: 'grün.txt', patch: expect.stringContaining('+zwei') },
    ])
    expect(await git('ls-remote', url(await appToken()), `refs/pull/${data.number}/head`)).toContain(head)
  })

  test('pushes a large file in chunks, and fetches it again', async () => {
    const into = await clone(on.playground.token('ada'))
    const large = Buffer.alloc(3 * 1024 * 1024, 0).map((_, index) => (index * 7919) % 251)
    await writeFile(join(into, 'large.bin'), large)
    await git('-C', into, 'add', '-A')
    await git('-C', into, 'commit', '--quiet', '-m', 'Large')
    await git('-C', into, 'push', '--quiet', 'origin', 'HEAD:large')
    const again = join(folder, 'again')
    await git('clone', '--quiet', '--branch', 'large', url(await appToken()), again)
    expect((await readFile(join(again, 'large.bin'))).equals(large)).toBe(true)
  })

  test('is refused to push by a token that only reads, and by strangers', async () => {
    const into = await clone(await appToken({ contents: 'read' }))
    await git('-C', into, 'commit', '--quiet', '--allow-empty', '-m', 'x')
    await expect(git('-C', into, 'push', 'origin', 'HEAD:x')).rejects.toThrow(/403/)
    const stranger = url(on.playground.token('mallory'))
    await expect(git('-C', into, 'push', stranger, 'HEAD:x')).rejects.toThrow(/403/)
    expect(await on.playground.read.head('acme/shop', 'x')).toBeNull()
  })

  test('is refused to push workflow files without that permission, and hidden refs by anybody', async () => {
    const into = await clone(await appToken())
    await writeFile(join(into, '.github/workflows/agent.yml'), 'on: push\n')
    await git('-C', into, 'commit', '--quiet', '-am', 'Take over')
    await writeFile(join(into, 'innocent.txt'), '')
    await git('-C', into, 'add', '-A')
    await git('-C', into, 'commit', '--quiet', '-m', 'Innocent')
    await expect(git('-C', into, 'push', 'origin', 'HEAD:evil')).rejects.toThrow(
      /refusing to allow a GitHub App to create or update workflow `.github\/workflows\/agent.yml` without `workflows` permission/,
    )
    expect(await on.playground.read.head('acme/shop', 'evil')).toBeNull()
    const person = url(on.playground.token('ada'))
    await git('-C', into, 'push', '--quiet', person, 'HEAD:allowed')
    await expect(git('-C', into, 'push', person, '+HEAD:refs/pull/1/head')).rejects.toThrow(/hidden ref/)
  })
})
