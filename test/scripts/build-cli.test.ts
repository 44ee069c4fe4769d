import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, expect, test } from '@jest/globals'
import { buildCli } from '../../scripts/build-cli.ts'
import { packageManifest } from '../../scripts/package-manifest.ts'

const folder = mkdtempSync(join(tmpdir(), 'reins-test-package-'))
mkdirSync(join(folder, 'cli'))
cpSync('cli/reins.mjs', join(folder, 'cli/reins.mjs'))
const sizes = await buildCli(join(folder, 'cli/dist'))
symlinkSync(resolve('node_modules'), join(folder, 'node_modules'), 'junction')
afterAll(() => rmSync(folder, { recursive: true }))

const manifest = () => JSON.parse(readFileSync('package.json', 'utf8'))

test('the package is one file and its licences', () => {
  expect(Object.keys(sizes).sort()).toEqual(['licenses.txt', 'reins.cjs'])
  const { files, bin } = packageManifest(manifest())
  expect(new Set(files as string[])).toEqual(
    new Set(['cli/reins.mjs', ...Object.keys(sizes).map((name) => `cli/dist/${name}`)]),
  )
  expect(bin).toEqual({ reins: 'cli/reins.mjs' })
})

test('the package asks for the parsers it leaves out of the bundle, and for nothing else', () => {
  const bundle = readFileSync(join(folder, 'cli/dist/reins.cjs'), 'utf8')
  const outside = [...bundle.matchAll(/(?:\brequire|\bimport)\(["']((?:@[^/"']+\/)?[a-z][^"':]*)["']\)/g)]
    .map(([, name = '']) => name)
    .filter((name) => name.startsWith('@') || name === 'oxc-parser')
  const { dependencies } = packageManifest(manifest())
  expect(Object.keys(dependencies as object).sort()).toEqual([...new Set(outside)].sort())
})

test('far from the sources the launcher starts the bundle, which reads rules and parses', () => {
  const shop = mkdtempSync(join(tmpdir(), 'reins-test-package-'))
  try {
    spawnSync('git', ['-C', shop, 'init', '-q'])
    mkdirSync(join(shop, '.github'))
    writeFileSync(join(shop, '.github/agent.yml'), 'version: 1\nlayers: { cycles: deny }\n')
    writeFileSync(join(shop, 'a.ts'), "import './b.ts'\nconst later = () => import('./b.ts')\n")
    writeFileSync(join(shop, 'b.ts'), "import './a.ts'\n")
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(folder, 'cli/reins.mjs'), 'check', '--format', 'json'],
      { cwd: shop, encoding: 'utf8' },
    )
    expect([status, stderr]).toEqual([1, ''])
    expect(JSON.parse(stdout).findings.map(({ rule }: { rule: string }) => rule)).toEqual(['cycles'])
  } finally {
    rmSync(shop, { recursive: true })
  }
})
