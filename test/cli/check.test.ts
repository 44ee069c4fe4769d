import { afterEach, expect, test } from '@jest/globals'
import { openShop, type Shop } from './stage.ts'

const RULES = `version: 1
invariants:
  - id: no-console
    paths: [src/**]
    regex: console\\.log\\(
    replace: log.info(
    why: Logs must be structured.
    fix: Use \`log\` from src/log.js.
  - id: no-var
    regex: \\bvar\\b
    level: warn
`
const CART = "export function total(items) {\n  console.log('old')\n  return items.length\n}\n"

let shop: Shop
afterEach(() => shop.remove())
const open = (files: Record<string, string> = {}) => {
  shop = openShop({ '.github/agent.yml': RULES, 'src/cart.js': CART, ...files })
}

test('what is changed is judged, what was there before is counted and not blamed', async () => {
  open()
  shop.write({
    'src/cart.js': CART.replace('return', "console.log('new')\n  return"),
    'src/new.js': 'var a = 1\n',
  })
  const { code, out, err } = await shop.reins(['check'])
  expect(out).toBe(`src/cart.js
  3:3    error no-console
         "console.log(" breaks the rule no-console.
         why: Logs must be structured.
         fix: Use \`log\` from src/log.js.

src/new.js
  1:1    warning no-var
         "var" breaks the rule no-var.

1 error, 1 warning in 2 changed files against HEAD; 1 old one not shown (--old).
`)
  expect({ code, err }).toEqual({ code: 1, err: '' })
})

test('warnings alone do not fail', async () => {
  open()
  shop.write({ 'src/new.js': 'var a = 1\n' })
  expect((await shop.reins(['check'])).code).toBe(0)
})

test('--old shows what was there before as well', async () => {
  open()
  shop.write({ 'src/cart.js': `${CART}// more\n` })
  const { code, out } = await shop.reins(['check', '--old'])
  expect(code).toBe(0)
  expect(out).toContain('2:3    error no-console (old)')
  expect(out).toContain('Nothing breaks a rule in 1 changed file against HEAD; 1 old one.')
})

test('when nothing is changed it says that nothing was judged', async () => {
  open()
  const { code, out, err } = await shop.reins(['check'])
  expect({ code, out, err }).toEqual({
    code: 0,
    out: '',
    err: 'Nothing is changed against HEAD, so nothing was judged. `reins check --all` judges every file.\n',
  })
})

test('--all judges every file, and then nothing is old', async () => {
  open()
  const { code, out } = await shop.reins(['check', '--all'])
  expect(code).toBe(1)
  expect(out).toContain('2:3    error no-console\n')
  expect(out).toContain('1 error in 2 files.')
})

test('--base compares with where the branch left, whatever happened there since', async () => {
  open()
  shop.git('switch', '-q', '-c', 'work')
  shop.write({ 'src/new.js': 'console.log(1)\n' })
  shop.commit()
  shop.git('switch', '-q', 'main')
  shop.write({ 'src/theirs.js': 'console.log(2)\n' })
  shop.commit()
  shop.git('switch', '-q', 'work')
  shop.write({ 'src/untracked.js': 'console.log(3)\n' })
  const { out } = await shop.reins(['check', '--base', 'main'])
  expect(out).toContain('src/new.js')
  expect(out).toContain('src/untracked.js')
  expect(out).not.toContain('src/theirs.js')
  expect(out).toContain('2 errors in 2 changed files against main.')
})

test('--rules base judges by the rules that the app would use, and says when the others are looser', async () => {
  open()
  shop.git('switch', '-q', '-c', 'work')
  shop.write({ '.github/agent.yml': 'version: 1\n', 'src/new.js': 'console.log(1)\n' })
  shop.commit()
  const loose = await shop.reins(['check', '--base', 'main'])
  expect(loose.code).toBe(0)
  expect(loose.out.replaceAll('\n', ' ')).toContain('The rules here are not those of the base commit')
  const strict = await shop.reins(['check', '--base', 'main', '--rules', 'base'])
  expect(strict.code).toBe(1)
  expect(strict.out).toContain('src/new.js')
})

test('rules that the base does not have yet are not said to differ from its rules', async () => {
  shop = openShop({ 'a.js': 'a\n' })
  shop.git('switch', '-q', '-c', 'work')
  shop.write({ '.github/agent.yml': RULES })
  shop.commit()
  const { code, out } = await shop.reins(['check', '--base', 'main'])
  expect({ code, out }).toEqual({ code: 0, out: 'Nothing breaks a rule in 1 changed file against main.\n' })
})

test('a moved file keeps its old findings', async () => {
  open()
  shop.git('mv', 'src/cart.js', 'src/basket.js')
  const { code, out } = await shop.reins(['check'])
  expect(code).toBe(0)
  expect(out).toContain('1 old one not shown')
})

test('globs limit it to some files', async () => {
  open()
  shop.write({ 'src/a.js': 'console.log(1)\n', 'lib/b.js': 'var b\n' })
  const { code, out } = await shop.reins(['check', 'lib/**'])
  expect(code).toBe(0)
  expect(out).not.toContain('src/a.js')
  expect(await shop.reins(['check', 'docs/**'])).toMatchObject({
    code: 0,
    err: 'Nothing that docs/** match is changed against HEAD, so nothing was judged. `reins check --all` judges every file.\n',
  })
})

test('it works from any folder of the checkout, and before the first commit', async () => {
  shop = openShop({})
  shop.write({ '.github/agent.yml': RULES, 'src/new.js': 'console.log(1)\n' })
  const { code, out } = await shop.reins(['check'], { folder: `${shop.folder}/src` })
  expect(code).toBe(1)
  expect(out).toContain('src/new.js')
})

test('binary files, links and submodules are counted, never guessed', async () => {
  open()
  shop.write({ 'src/a.bin': 'console.log(\0', 'src/b.js': 'const a = 1\n' })
  shop.git('config', 'core.symlinks', 'true')
  const { symlinkSync } = await import('node:fs')
  symlinkSync('/etc/passwd', `${shop.folder}/src/link.js`)
  const { code, out } = await shop.reins(['check'])
  expect(code).toBe(0)
  expect(out).toContain('Not looked at, because it is binary: src/a.bin.')
  expect(out).toContain('Not looked at, because it is a symbolic link: src/link.js.')
})

test('names and texts that would move the cursor are shown harmless', async () => {
  open()
  shop.write({ 'src/\u001b[2Jx.js': 'console.log(1)\n' })
  const { out } = await shop.reins(['check'])
  expect(out).not.toContain('\u001b')
})

test('progress is shown for long work only, and taken away', async () => {
  open()
  const many = Object.fromEntries(Array.from({ length: 600 }, (_, at) => [`src/f${at}.js`, 'const a = 1\n']))
  shop.write(many)
  const shown: string[] = []
  await shop.reins(['check'], { progress: (text) => shown.push(text) })
  expect(shown).toEqual(['Reading 600 files …', 'Applying 2 rules …', ''])
  shown.length = 0
  await shop.reins(['check', 'src/f1.js'], { progress: (text) => shown.push(text) })
  expect(shown).toEqual([''])
})

test('colours only where they are wanted', async () => {
  open()
  shop.write({ 'src/new.js': 'console.log(1)\n' })
  expect((await shop.reins(['check'], { colour: true })).out).toContain('\u001b[31merror\u001b[39m')
})

test('however many places there are to look at, every file is looked at', async () => {
  open()
  const file = 'var a\n'.repeat(200)
  const many = Object.fromEntries(Array.from({ length: 80 }, (_, at) => [`src/f${at}.js`, file]))
  shop.write({ ...many, 'src/last.js': "console.log('seen')\n" })
  const { out } = await shop.reins(['check'])
  expect(out).not.toContain('was not applied')
  expect(out).toContain('src/last.js\n  1:1    error no-console')
})
