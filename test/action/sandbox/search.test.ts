import { expect, test } from '@jest/globals'
import { withHost } from './with-host.ts'

test('matching lines come with path and line number, in order', () =>
  withHost(async ({ call, write }) => {
    await write('src/b.ts', 'const a = 1\nexport const log = 2\n')
    await write('src/a.ts', 'export const log = 1\r\nlog\r\n')
    await write('README.md', 'nothing\n')
    expect((await call({ op: 'search', pattern: 'const log' })).text).toBe(
      'src/a.ts:1: export const log = 1\nsrc/b.ts:2: export const log = 2',
    )
    expect((await call({ op: 'search', pattern: '^log$', path: 'src/a.ts' })).text).toBe('src/a.ts:2: log')
    expect((await call({ op: 'search', pattern: '(?i)NOTHING', path: '.' })).text).toBe(
      'README.md:1: nothing',
    )
    expect((await call({ op: 'search', pattern: 'absent', path: 'src' })).text).toMatch(/^No match in src\./)
  }))

test('globs choose files by name or by path, with braces and "!"', () =>
  withHost(async ({ call, write }) => {
    for (const path of ['a.ts', 'deep/b.tsx', 'deep/c.js', 'docs/d.md', '.github/e.yml'])
      await write(path, 'hit\n')
    const found = async (glob: string) =>
      (await call({ op: 'search', pattern: 'hit', glob })).text.split('\n').map((line) => line.split(':')[0])
    expect(await found('*.{ts,tsx}')).toEqual(['a.ts', 'deep/b.tsx'])
    expect(await found('deep/**')).toEqual(['deep/b.tsx', 'deep/c.js'])
    expect(await found('deep/')).toEqual(['deep/b.tsx', 'deep/c.js'])
    expect(await found('!*.md')).toEqual(['.github/e.yml', 'a.ts', 'deep/b.tsx', 'deep/c.js'])
    expect(await found('*.yml')).toEqual(['.github/e.yml'])
  }))

test('what .gitignore files say is left out, nested ones too, and node_modules and .git always', () =>
  withHost(async ({ call, write }) => {
    await write('.gitignore', 'dist/\n*.log\n!keep.log\n')
    await write('pkg/.gitignore', '/local\n!special.log\n')
    const all = [
      'dist/x',
      'a.log',
      'keep.log',
      'pkg/local/y',
      'pkg/special.log',
      'pkg/z',
      'node_modules/m',
      '.git/config',
    ]
    for (const path of all) await write(path, 'hit\n')
    expect((await call({ op: 'search', pattern: 'hit' })).text.split('\n')).toEqual([
      'keep.log:1: hit',
      'pkg/special.log:1: hit',
      'pkg/z:1: hit',
    ])
    expect((await call({ op: 'search', pattern: 'hit', path: 'dist' })).text).toBe('dist/x:1: hit')
    expect((await call({ op: 'search', pattern: 'hit', path: 'node_modules' })).text).toContain(
      'node_modules/m:1',
    )
    expect((await call({ op: 'search', pattern: 'hit', path: '.git' })).denied).toContain('.git')
  }))

test('long lines are cut, binary and huge files skipped, and the rest of many results is counted', () =>
  withHost(async ({ call, write }) => {
    await write('long.txt', `${'x'.repeat(499)}😀${'y'.repeat(1_000)}\n`)
    await write('bin', Buffer.from('hit\0hit'))
    await write('many.txt', 'hit\n'.repeat(1_000))
    const long = (await call({ op: 'search', pattern: 'x+' })).text
    expect(long).toContain('[… 1001 more characters]')
    expect(long.isWellFormed()).toBe(true)
    const many = (await call({ op: 'search', pattern: 'hit' })).text
    expect(many).toContain('many.txt:200: hit\n[800 more matching lines not shown')
    expect(many).toContain('1 binary or very large files not searched')
  }))

test('a pattern that is none is explained; one that would take for ever elsewhere does not', () =>
  withHost(async ({ call, write }) => {
    await write('a.txt', `${'a'.repeat(200_000)}b\n`)
    expect((await call({ op: 'search', pattern: '(' })).text).toMatch(/no RE2 regular expression/)
    expect((await call({ op: 'search', pattern: '(?=a)' })).text).toContain('Look-around')
    expect(await call({ op: 'search', pattern: '' })).toMatchObject({ ok: false })
    expect((await call({ op: 'search', pattern: '^(a+)+$' })).text).toMatch(/^No match/)
    expect((await call({ op: 'search', pattern: 'x', path: 'nope' })).text).toBe('nope does not exist.')
  }))
