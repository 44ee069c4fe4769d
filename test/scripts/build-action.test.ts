import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from '@jest/globals'
import { load } from 'js-yaml'
import { BUNDLE_TARGET_BYTES, buildAction } from '../../scripts/build-action.ts'

const dist = mkdtempSync(join(tmpdir(), 'reins-test-build-'))
const sizes = await buildAction(dist)
afterAll(() => rmSync(dist, { recursive: true }))

test('the bundle holds what action.yml names, and the tool host beside it', () => {
  const { runs } = load(readFileSync('action/action.yml', 'utf8')) as {
    runs: { main: string; using: string }
  }
  expect(runs).toEqual({ using: 'node24', main: 'dist/main.cjs' })
  expect(Object.keys(sizes).sort()).toEqual([
    'commonmark.cjs',
    'fast-xml-parser.cjs',
    'licenses.txt',
    'main.cjs',
    'mdast-util-from-markdown.cjs',
    're2js.cjs',
    'rules-process.cjs',
    'tool-host.cjs',
  ])
})

test('the bundle is below its target', () => {
  expect(Object.values(sizes).reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(BUNDLE_TARGET_BYTES)
})

test('the parsers beside the bundle read every language, far from any other installation', () => {
  const script = `
    const { registerDynamicLanguage, parse } = require('@ast-grep/napi')
    const names = ['python', 'go', 'java', 'kotlin', 'rust', 'ruby', 'csharp', 'php']
    registerDynamicLanguage(Object.fromEntries(names.map((name) => [name, require('@ast-grep/lang-' + name)])))
    const kinds = names.map((name) => parse(name, 'x').root().kind())
    import('oxc-parser').then(({ parseSync }) =>
      console.log(kinds.length, parseSync('a.ts', 'import "x"').module.staticImports.length))`
  writeFileSync(join(dist, 'try.cjs'), script)
  const { stdout, stderr } = spawnSync(process.execPath, [join(dist, 'try.cjs')], {
    cwd: '/',
    encoding: 'utf8',
  })
  expect(stderr).toBe('')
  expect(stdout).toBe('8 1\n')
})

test('of the parsers only what runs on Linux is there', () => {
  const files = readdirSync(join(dist, 'node_modules'), { recursive: true, encoding: 'utf8' })
  expect(files.filter((path) => /\.(?:c|h|ts|wasm)$|Windows|macOS/.test(path))).toEqual([])
  expect(files.filter((path) => path.endsWith('.so')).length).toBeGreaterThanOrEqual(8)
})

test('outside of a job it says what is missing, as an error of the job', () => {
  const { status, stdout } = spawnSync(process.execPath, [join(dist, 'main.cjs')], {
    env: {},
    encoding: 'utf8',
  })
  expect(status).toBe(1)
  expect(stdout).toContain('::error::The input `run` is not what the app writes.')
})

test('a library beside the entry is read when it is used, and not before', () => {
  const script = `
    process.on('exit', () => console.error(Object.keys(require.cache).map((path) => require('node:path').basename(path)).join()))
    require(${JSON.stringify(join(dist, 'main.cjs'))})`
  const { stderr } = spawnSync(process.execPath, ['-e', script], { env: {}, encoding: 'utf8' })
  expect(stderr).toBe('main.cjs\n')
  const used = `
    const at = (name) => require(${JSON.stringify(dist)} + '/' + name + '.cjs')
    const { fromMarkdown } = at('mdast-util-from-markdown')
    const { XMLParser } = at('fast-xml-parser')
    console.log(
      new (at('commonmark').Parser)().parse('# a').firstChild.type,
      fromMarkdown('# a').children[0].type,
      new XMLParser().parse('<a>1</a>').a,
      at('re2js').RE2JS.compile('a+').matcher('aa').matches())`
  const { stdout } = spawnSync(process.execPath, ['-e', used], { cwd: '/', encoding: 'utf8' })
  expect(stdout).toBe('heading heading 1 true\n')
})

test('the licences of what is in it go with it', () => {
  const licences = readFileSync(join(dist, 'licenses.txt'), 'utf8')
  for (const name of ['zod', 'openai', '@actions/core', 're2js'])
    expect(licences).toMatch(new RegExp(`^${name}$`, 'm'))
})
