import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from '@jest/globals'
import { openShop, type Shop } from './stage.ts'

const RULES = `version: 1
scope: { deny: [src/gen/**], hide: [secret/**] }
layers:
  order:
    - { name: ui, paths: [src/ui/**] }
    - { name: repo, paths: [src/repo/**], why: Data knows no screens., fix: Return a value. }
  cycles: deny
  deny: [{ from: src/**, to: [pg], except: [src/repo/**] }]
invariants:
  - { id: no-foo, regex: foo, paths: [src/ui/**] }
`
let shop: Shop
afterEach(() => shop.remove())
const open = () => {
  shop = openShop({
    ...{ '.github/agent.yml': RULES, 'src/ui/a.ts': '', 'src/ui/b.ts': '', 'src/repo/c.ts': '' },
    ...{
      'src/gen/d.ts': '',
      'src/main.ts': '',
      'README.md': '',
      'secret/key': 'x',
      'src/ui/logo.png': 'a\0b',
    },
  })
}
const explain = async (about: string, folder = '') => {
  const { code, out, err } = await shop.reins(['explain', about], { folder: join(shop.folder, folder) })
  return { code, text: (out + err).replaceAll(/\s+/g, ' ').trim() }
}

test('a folder: what holds for its files, and for how many of them', async () => {
  open()
  const { text } = await explain('src')
  expect(text).toMatch(/^folder 6 files\. scope An agent may not change it\./)
  for (const part of [
    '`scope.deny` of the harness covers it; leave it as it is. (1 of 6 files)',
    'ui, 1 of 2 from the top: it imports itself, repo. (3 of 6 files)',
    'repo, 2 of 2 from the top: it imports itself. (1 of 6 files)',
    'None: it may import every layer, and every layer may import it. (2 of 6 files)',
    'It may not import pg. (5 of 6 files)',
    'no-foo (error) (3 of 6 files)',
  ])
    expect(text).toContain(part)
  expect((await explain('.', 'src/ui')).text).toBe((await explain('src/ui/')).text)
  expect((await explain('src/ui/')).text).toContain(
    'layer ui, 1 of 2 from the top: it imports itself, repo. .',
  )
  expect((await explain('.')).text).toContain('folder 9 files.')
  expect((await explain('secret')).text).toContain(
    'scope An agent does not get to see it. `scope.hide` of the harness covers it. .',
  )
})

test('a folder that is not there is not explained as if it were a file', async () => {
  open()
  expect(await explain('nope/')).toEqual({
    code: 2,
    text: 'reins explain: there is no file in the folder nope/.',
  })
})

test('what the rules do not look into is said', async () => {
  open()
  symlinkSync('a.ts', join(shop.folder, 'src/ui/link.ts'))
  shop.git('init', '-q', 'inner')
  const said = async (path: string) => (await explain(path)).text
  expect(await said('src/ui/logo.png')).toMatch(
    /^file What is in it is not looked at, because it is binary\./,
  )
  expect(await said('src/ui/link.ts')).toMatch(/^file .* because it is a symbolic link\./)
  expect(await said('inner/x.js')).toMatch(
    /^file inner is a git repository of its own; the rules of this one end/,
  )
  const id = shop.git('rev-parse', 'HEAD').trim()
  shop.git('update-index', '--add', '--cacheinfo', `160000,${id},module`)
  shop.git('init', '-q', 'module')
  expect(await said('module/x.js')).toMatch(/^file module is a git repository of its own/)
})

test('only what has imports is said to be in no layer', async () => {
  open()
  expect((await explain('src/main.ts')).text).toContain('layer None:')
  expect((await explain('README.md')).text).not.toContain('layer')
})

test('every rule that a finding can name is explained', async () => {
  open()
  const said = async (rule: string) => (await explain(rule)).text
  expect(await said('layers/repo')).toBe(
    'rule layers/repo (error: it blocks) .github/agent.yml:6 looks for an import of a layer above it: ui where src/repo/** why Data knows no screens. fix Return a value.',
  )
  expect(await said('layers/ui')).toContain('looks for nothing: no layer is above it')
  expect(await said('layers/deny')).toContain(
    'deny src/** may not import pg, except src/repo/** .github/agent.yml:8',
  )
  expect(await said('cycles')).toContain('rule cycles (error: it blocks) .github/agent.yml:7')
  for (const rule of ['layers/shared', 'layers/unresolved', 'scope', 'waivers', 'ignores'])
    expect(await said(rule)).toMatch(new RegExp(`^rule ${rule} .* looks for `))
  expect(await said('constructor')).toMatch(/^scope/)
})
