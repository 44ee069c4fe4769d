import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from '@jest/globals'
import { openShop, type Shop } from './stage.ts'

let shop: Shop
afterEach(() => shop.remove())
const open = (rules = 'version: 1\n') => {
  shop = openShop({ '.github/agent.yml': rules, 'a.js': 'a\n' })
}

test.each([
  [['chekc'], 'reins: there is no command "chekc". Did you mean `reins check`? `reins help` lists them.\n'],
  [['check', '--formt', 'x'], 'reins check: there is no option --formt. Did you mean --format?\n'],
  [
    ['check', '--format', 'xml'],
    'reins check: --format xml: known are pretty, github, json, rdjson, sarif.\n',
  ],
  [['check', '--rules', 'mine'], 'reins check: --rules mine: known are worktree and base.\n'],
  [
    ['check', '--all', '--base', 'main'],
    'reins check: --all and --base do not go together: with --all nothing is compared.\n',
  ],
  [
    ['check', '--base', 'gone'],
    'reins check: --base gone: there is no such commit here. Fetch it first, or name another branch, tag or commit.\n',
  ],
  [['explain'], 'reins explain: name a path, a rule, or `config`.\n'],
  [['init', 'here'], 'reins init: init takes no "here".\n'],
])('%j is refused with a sentence', async (args, said) => {
  open()
  expect(await shop.reins(args)).toMatchObject({ code: 2, out: '', err: said })
})

test('an option that looks like one of git is none', async () => {
  open()
  const { code, err } = await shop.reins(['check', '--base', '--output=/dev/null'])
  expect(code).toBe(2)
  expect(err).toContain('--base')
})

test('outside of a checkout it says so', async () => {
  open()
  const folder = mkdtempSync(join(tmpdir(), 'reins-nowhere-'))
  const { code, err } = await shop.reins(['check'], { folder })
  expect(code).toBe(2)
  expect(err).toMatch(
    /is in no git checkout \(.*not a git repository.*\)\. Run it inside one, or `git init` first\.\n$/,
  )
  rmSync(folder, { recursive: true })
})

test('without rules it says how to get some', async () => {
  open()
  shop.write({ '.github/agent.yml': null })
  expect((await shop.reins(['check'])).err).toBe(
    'reins check: there is no .github/agent.yml here. `reins init` writes one.\n',
  )
  shop.write({ '.github/agent.yaml': 'version: 1\n' })
  expect((await shop.reins(['check'])).err).toBe(
    'reins check: nobody reads .github/agent.yaml; rename it to .github/agent.yml.\n',
  )
})

test('every mistake of a broken file is listed with its line, and nothing is judged', async () => {
  open('version: 1\nlimts: {}\nscope: { deny: [../x] }\n')
  shop.write({ 'a.js': 'b\n' })
  expect(await shop.reins(['check'])).toMatchObject({
    code: 2,
    out: '',
    err: `reins check: .github/agent.yml here is broken, so nothing was judged:
  .github/agent.yml:2:1 limts: "limts" is not a known key; did you mean \`limits\`?
  .github/agent.yml:3:17 scope.deny[0]: "../x" leaves the repository; ".." is not allowed
`,
  })
})

test('help lists the commands, and each has its own', async () => {
  open()
  const { code, out } = await shop.reins([])
  expect(code).toBe(0)
  for (const name of ['check', 'explain', 'init']) {
    expect(out).toContain(`reins ${name}`)
    const own = await shop.reins([name, '--help'])
    expect(own.out.split('\n').every((line) => line.length <= 80)).toBe(true)
    expect(own.out).toContain(`reins ${name}`)
  }
})
