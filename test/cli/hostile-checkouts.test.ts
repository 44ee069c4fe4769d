import { lstatSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from '@jest/globals'
import { openShop, type Shop } from './stage.ts'

const RULES = `version: 1
invariants:
  - id: no-foo
    regex: ^foo\\b
    paths: ['**', '!.github/**']
`
let shop: Shop
afterEach(() => shop.remove())
const open = (files: Record<string, string> = {}) => {
  shop = openShop({ '.github/agent.yml': RULES, ...files })
}
const found = async (...args: string[]) => {
  const { out } = await shop.reins(['check', '--format', 'json', ...args])
  const { findings, notes } = JSON.parse(out)
  return {
    places: findings.map((one: { path: string; range: { startLine: number; startColumn: number } }) =>
      [one.path, one.range?.startLine, one.range?.startColumn].join(':'),
    ),
    notes: notes as string[],
  }
}

const STRANGE = [
  ...['a\nb.js', 'q"uo\'te.js', 'emoji 😀.js', '-dash.js', '--format', 'trail .js ', 'tab\tx.js'],
  ...['UP.js', 'up.js', 'e\u0301.js', '\u00e9.js', 'back\\slash.js', '\u202ertl.js', `${'x'.repeat(247)}.js`],
  ...[':colon.js', '*star.js', '[id].js', '$(touch pwned).js', '%0A.js', '#h.js', '!bang.js', ' lead.js'],
]

test('files are judged whatever they are called, and what was there before stays old', async () => {
  open(Object.fromEntries(STRANGE.map((path) => [path, 'foo\n'])))
  const all = await found('--all')
  expect(all.places).toEqual(STRANGE.map((path) => `${path}:1:1`).toSorted())
  shop.write(Object.fromEntries(STRANGE.map((path) => [path, 'foo\nbar\n'])))
  expect((await found()).places).toEqual([])
  for (const format of ['pretty', 'github', 'rdjson', 'sarif'])
    expect((await shop.reins(['check', '--all', '--format', format])).code).toBe(1)
})

test('CRLF, a byte order mark, Latin-1 and a missing last line break do not move a finding', async () => {
  open()
  const write = (path: string, bytes: string) =>
    writeFileSync(join(shop.folder, path), Buffer.from(bytes, 'latin1'))
  write('crlf.js', 'a\r\nfoo\r\n')
  write('mark.js', '\xef\xbb\xbffoo\r\n')
  write('latin.js', 'caf\xe9\nfoo\n')
  write('short.js', 'foo')
  expect((await found()).places).toEqual(['crlf.js:2:1', 'latin.js:2:1', 'mark.js:1:1', 'short.js:1:1'])
  const { out } = await shop.reins(['check', '--format', 'rdjson'])
  expect(JSON.parse(out).diagnostics[2].location.range).toEqual({
    start: { line: 1, column: 1 },
    end: { line: 1, column: 4 },
  })
})

test('what cannot be looked at is named with the reason', async () => {
  open({ 'sparse/gone.js': 'foo\n' })
  const deep = `${'d/'.repeat(45)}e.js`
  shop.write({ [deep]: 'foo\n', 'long.js': `${'x'.repeat(1_100_000)} foo\n` })
  writeFileSync(join(shop.folder, 'wide.js'), Buffer.from('\ufefffoo\n', 'utf16le'))
  symlinkSync('nowhere', join(shop.folder, 'dead.js'))
  mkdirSync(join(shop.folder, 'inner'))
  shop.git('init', '-q', 'inner')
  shop.write({ 'inner/x.js': 'foo\n' })
  shop.git('sparse-checkout', 'set', '--no-cone', '/*', '!/sparse/')
  const { places, notes } = await found('--all')
  expect(places).toEqual(['long.js::'])
  expect(notes).toEqual([
    `Not looked at, because its path is more than 40 folders deep or longer than 1024 characters: ${deep}.`,
    'Not looked at, because it is a git repository inside the repository: inner/.',
    'Not looked at, because it is a symbolic link: dead.js.',
    'Not looked at, because it is UTF-16; save it as UTF-8: wide.js.',
    'Not looked at, because it is not in the working tree (a sparse checkout, or just deleted): sparse/gone.js.',
  ])
})

test('a file that is no longer in the index is judged as long as it is there', async () => {
  open({ 'a.js': 'bar\n' })
  shop.write({ 'a.js': 'bar\nfoo\n' })
  shop.git('rm', '-q', '--cached', 'a.js')
  expect((await found()).places).toEqual(['a.js:2:1'])
})

test('in the middle of a merge what stands there is judged once', async () => {
  open({ 'a.js': 'one\n' })
  shop.git('switch', '-q', '-c', 'work')
  shop.write({ 'a.js': 'foo of work\n' })
  shop.commit()
  shop.git('switch', '-q', 'main')
  shop.write({ 'a.js': 'foo of main\n' })
  shop.commit()
  expect(() => shop.git('merge', '-q', 'work')).toThrow()
  expect((await found()).places).toEqual(['a.js:4:1'])
  shop.write({ '.github/agent.yml': `<<<<<<< HEAD\n${RULES}=======\n>>>>>>> work\n` })
  expect((await shop.reins(['check'])).err).toContain(
    '.github/agent.yml:1:1: a merge conflict stands here; resolve it\n',
  )
})

test('a detached HEAD, a worktree and a repository of SHA-256 are checkouts like any other', async () => {
  open({ 'a.js': 'foo\n' })
  shop.git('checkout', '-q', '--detach')
  shop.write({ 'a.js': 'foo\nbar\nfoo\n' })
  expect((await found()).places).toEqual(['a.js:3:1'])
  shop.git('worktree', 'add', '-q', 'beside')
  const beside = { folder: join(shop.folder, 'beside') }
  writeFileSync(join(beside.folder, 'b.js'), 'foo\n')
  expect((await shop.reins(['check', '--base', 'main'], beside)).out).toContain('b.js')
  shop.remove()
  open()
  rmSync(join(shop.folder, '.git'), { recursive: true })
  shop.git('init', '-q', '-b', 'main', '--object-format=sha256')
  shop.write({ 'a.js': 'foo\n' })
  shop.commit()
  shop.write({ 'a.js': 'foo\nfoo x\n' })
  expect((await found('--base', 'main')).places).toEqual(['a.js:2:1'])
})

test('names of commits that are none are shown as they were written', async () => {
  open()
  for (const ref of ['', ' ', '^main', 'main..HEAD', 'a\nb', 'main:.github', '-x', '@{u}', '\u001b[2J']) {
    const { code, out, err } = await shop.reins(['check', `--base=${ref}`])
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toBe(
      `reins check: --base ${/^[-^\w]+$/.test(ref) ? ref : JSON.stringify(ref)}: there is no such commit here. Fetch it first, or name another branch, tag or commit.\n`.replace(
        '"main..HEAD"',
        'main..HEAD',
      ),
    )
  }
  expect((await shop.reins(['check', '--base', '--all'])).err).toBe(
    'reins check: --base needs a value; one that begins with a dash is written --base=<value>.\n',
  )
})

test('files and folders are named from where one stands, with any character in them', async () => {
  open({ 'app/[id]/page.js': 'foo\n', 'app/i/page.js': 'foo\n', 'page.js': 'foo\n', '-dash.js': 'foo\n' })
  const inApp = { folder: join(shop.folder, 'app') }
  const paths = async (args: string[], more = {}) => {
    const { out } = await shop.reins(['check', '--all', '--format', 'json', ...args], more)
    return out === '' ? [] : JSON.parse(out).findings.map(({ path }: { path: string }) => path)
  }
  expect(await paths(['app/[id]/page.js'])).toEqual(['app/[id]/page.js'])
  expect(await paths(['[id]'], inApp)).toEqual(['app/[id]/page.js'])
  expect(await paths(['../page.js'], inApp)).toEqual(['page.js'])
  expect(await paths(['./app'])).toEqual(['app/[id]/page.js', 'app/i/page.js'])
  expect(await paths([join(shop.folder, 'app/i')])).toEqual(['app/i/page.js'])
  expect(await paths(['app/*/page.js'])).toEqual(['app/[id]/page.js', 'app/i/page.js'])
  expect(await paths(['.'])).toHaveLength(4)
  expect(await paths(['--', '-dash.js'])).toEqual(['-dash.js'])
  expect((await shop.reins(['check', '/etc'])).err).toBe(
    `reins check: /etc is outside of the repository ${shop.folder}.\n`,
  )
})

test('rules that are no readable file are never replaced by defaults', async () => {
  open({ 'a.js': 'foo\n' })
  const file = join(shop.folder, '.github/agent.yml')
  const said = async (command: string) => {
    const { code, err } = await shop.reins([command])
    return `${code} ${err}`
  }
  writeFileSync(file, Buffer.from('\ufeffversion: 1\n', 'utf16le'))
  expect(await said('check')).toBe(
    '2 reins check: .github/agent.yml here cannot be read, because it is UTF-16; save it as UTF-8. Nothing was judged.\n',
  )
  rmSync(file)
  symlinkSync('/etc/hostname', file)
  expect(await said('check')).toContain('because it is a symbolic link. Nothing was judged.')
  expect((await shop.reins(['init', '--force'])).code).toBe(0)
  expect(lstatSync(file).isSymbolicLink()).toBe(false)
  shop.git('rm', '-q', '-f', '--cached', '.github/agent.yml')
  rmSync(file)
  mkdirSync(file)
  expect(await said('init')).toBe(
    '2 reins init: .github/agent.yml cannot be written: something that is no file stands there.\n',
  )
  rmSync(join(shop.folder, '.github'), { recursive: true })
  writeFileSync(join(shop.folder, '.github'), '')
  expect(await said('init')).toMatch(/^2 reins init: \.github\/agent\.yml cannot be written: /)
})
