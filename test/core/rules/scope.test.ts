import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { judgePath } from '../../../core/rules/scope.ts'
import { letTimeRunOut } from '../let-time-run-out.ts'

const open = { hide: [], write: [], protect: [], deny: [] }
const scope = {
  hide: ['.env*', '**/*.pem'],
  write: ['src/**', 'docs/**', '!docs/private/**'],
  protect: ['db/migrations/**', 'src/auth/**'],
  deny: ['vendor/**', 'src/generated/**'],
}

describe('What may be changed', () => {
  test.each([
    ['src/a.ts', 'write'],
    ['docs/a.md', 'write'],
    ['docs/private/a.md', 'outside'],
    ['README.md', 'outside'],
    ['src/auth/login.ts', 'protect'],
    ['db/migrations/1.sql', 'protect'],
    ['vendor/a.js', 'deny'],
    ['src/generated/a.ts', 'deny'],
    ['.env', 'hide'],
    ['.env.local', 'hide'],
    ['src/key.pem', 'hide'],
    ['.github/workflows/ci.yml', 'deny'],
    ['src/AGENTS.md', 'protect'],
    ['AGENTS.md', 'outside'],
    ['package-lock.json', 'outside'],
  ])('%s → %s', (path, verdict) => {
    expect(judgePath(path, scope).verdict).toBe(verdict)
  })

  test('deny goes before protect before write', () => {
    const all = { hide: [], write: ['a'], protect: ['a'], deny: ['a'] }
    expect(judgePath('a', all).verdict).toBe('deny')
    expect(judgePath('a', { ...all, deny: [] }).verdict).toBe('protect')
    expect(judgePath('a', { ...all, deny: [], protect: [] }).verdict).toBe('write')
  })

  test('another spelling of what is protected needs a person too, and lets nothing change that could not', () => {
    const guarded = { ...open, write: ['src/**'], protect: ['src/auth/**', 'db/**'] }
    const verdicts = ['src/Auth/a.ts', 'db/1.sql', 'DB/1.sql', 'SRC/auth/a.ts'].map(
      (path) => judgePath(path, guarded).verdict,
    )
    expect(verdicts).toEqual(['protect', 'protect', 'outside', 'outside'])
  })

  test('what is hidden stays hidden when it is denied as well, or when no path should be called that', () => {
    expect(judgePath('a/key.pem', { ...scope, deny: ['**/*.pem'] }).verdict).toBe('hide')
    expect(judgePath('a:b/key.pem', scope).verdict).toBe('hide')
    expect(judgePath('.github/workflows/key.pem', scope).verdict).toBe('hide')
    expect(judgePath(`${'a/'.repeat(50)}key.pem`, scope)).toEqual({
      verdict: 'hide',
      why: expect.stringContaining('folders deep'),
    })
  })

  test('the last glob of a list that matches decides', () => {
    const deny = ['vendor/**', '!vendor/ours/**', 'vendor/ours/key.ts']
    const verdicts = ['vendor/a.js', 'vendor/ours/a.js', 'vendor/ours/key.ts'].map(
      (path) => judgePath(path, { ...open, deny }).verdict,
    )
    expect(verdicts).toEqual(['deny', 'write', 'deny'])
  })

  test('every verdict comes with a sentence that says what to do', () => {
    for (const path of ['src/a.ts', 'README.md', 'src/auth/a', 'vendor/a', '.env', '../a'])
      expect(judgePath(path, scope).why).toMatch(/^[A-Z`].+\.$/)
  })
})

describe('No configuration takes these away', () => {
  const widest = { hide: [], write: ['**'], protect: ['!**'], deny: ['!**'] }
  test.each([
    ...[
      '.github/CODEOWNERS',
      '.github/agent.yml',
      '.github/actions/a/action.yml',
      'CODEOWNERS',
      'docs/CODEOWNERS',
    ],
    ...['package-lock.json', 'apps/web/pnpm-lock.yaml', 'go.sum', 'crates/a/Cargo.lock', 'api/poetry.lock'],
    ...[
      'AGENTS.md',
      'src/AGENTS.md',
      'src/CLAUDE.md',
      'GEMINI.md',
      '.github/copilot-instructions.md',
      'a/.cursorrules',
      '.mcp.json',
    ],
    ...[
      '.vscode/settings.json',
      '.devcontainer/devcontainer.json',
      '.husky/pre-commit',
      'a/.claude/settings.json',
    ],
    ...['.gitmodules', '.gitattributes', '.npmrc', 'a/.npmrc', '.pre-commit-config.yaml'],
  ])('%s needs a person', (path) => {
    expect(judgePath(path, widest).verdict).toBe('protect')
  })

  test.each(['.github/workflows/ci.yml', '.github/workflows/sub/x.yml', '.GitHub/Workflows/ci.yml'])(
    '%s is denied',
    (path) => {
      expect(judgePath(path, widest)).toEqual({
        verdict: 'deny',
        why: 'Workflow files need the `workflows` permission, which the App does not have; a person has to change them.',
      })
    },
  )
})

describe('Paths that are no paths of a repository', () => {
  test.each([
    ['', 'is empty'],
    ['/etc/passwd', 'is absolute'],
    ['../x', 'has the folder name ".."'],
    ['a/../../x', 'has the folder name ".."'],
    ['a/./b', 'has the folder name "."'],
    ['a//b', 'has an empty folder name'],
    ['a/', 'has an empty folder name'],
    ['a\\b', 'has a backslash'],
    ['C:/x', 'has a colon'],
    ['a.txt::$DATA', 'has a colon'],
    ['.git/config', 'reaches into .git'],
    ['.GIT/config', 'reaches into .git'],
    ['a/.Git/hooks/x', 'reaches into .git'],
    ['.g\u200cit/config', 'reaches into .git'],
    ['.\uff47\uff49\uff54/config', 'reaches into .git'],
    ['\u{e0000}', 'only looks like one'],
    ['a/\uff0e\uff0e/b', 'only looks like one'],
    ['a/\u2025/b', 'only looks like one'],
    ['a\uff0fb', 'only looks like a slash'],
    ['a\uff3cb', 'only looks like a slash'],
    ['.git./config', 'ends in a dot or a space'],
    ['.git /config', 'ends in a dot or a space'],
    ['a/b. ', 'ends in a dot or a space'],
    ['git~1/config', 'short name of Windows'],
    ['GITHUB~1/x', 'short name of Windows'],
    ['a\0b', 'control character'],
    ['a\nb', 'control character'],
    ['a\u007fb', 'control character'],
    ['a\ud800b', 'not valid Unicode'],
    [`${'a/'.repeat(40)}b`, 'folders deep'],
    [`${'ä'.repeat(128)}`, 'longer than 255 bytes'],
    ['a'.repeat(1_025), 'longer than 1024 characters'],
  ])('%j', (path, why) => {
    expect(judgePath(path, open)).toEqual({ verdict: 'invalid', why: expect.stringContaining(why) })
  })

  test.each([
    'a~b',
    'file~',
    'v1.2~rc',
    '.gitignore',
    'git',
    'x.git/y',
    '.github2/x'.slice(1),
    'naïve/ñ.ts',
    '日本/語.md',
    '[slug]/page.tsx',
  ])('%s is one', (path) => {
    expect(judgePath(path, open).verdict).toBe('write')
  })
})

describe('Spellings that some file system takes for the same file', () => {
  const fullWidth = (text: string) =>
    text.replaceAll(/[!-~]/g, (one) =>
      one === '/' ? one : String.fromCodePoint(one.codePointAt(0)! + 0xfee0),
    )
  const spellings: ((text: string) => string)[] = [
    (text) => text.toUpperCase(),
    (text) => text.toLowerCase(),
    (text) => text.replaceAll(/[a-z]/g, (one, at: number) => (at % 2 ? one.toUpperCase() : one)),
    (text) => text.normalize('NFD'),
    (text) => text.normalize('NFC'),
    fullWidth,
    (text) => text.replaceAll('i', 'ı'),
    (text) => text.replaceAll('s', 'ſ'),
    (text) => text.replaceAll('k', '\u212a'),
    (text) => text.replaceAll('ff', '\ufb00'),
    (text) => text.replaceAll(/(?<=[a-z])(?=[a-z])/g, '\u200d'),
    (text) => text.replaceAll(/(?<=[a-z])(?=[a-z])/g, '\ufeff'),
  ]
  const guarded = [
    '.github/agent.yml',
    '.github/workflows/ci.yml',
    'src/agents.md',
    'docs/codeowners',
    'package-lock.json',
    'vendor/staff/kit.js',
    'straße/é.md',
    '.vscode/tasks.json',
  ]
  const closed = { hide: [], write: [], protect: [], deny: ['vendor/**', 'Straße/É.md'] }

  test('never get past deny and protect', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...guarded),
        fc.array(fc.constantFrom(...spellings), { maxLength: 4 }),
        (path, changes) => {
          const written = changes.reduce((text, change) => change(text), path)
          expect([written, judgePath(written, closed).verdict]).not.toEqual([written, 'write'])
        },
      ),
      { numRuns: 1_000 },
    )
  })

  test('do not widen what may be written', () => {
    expect(judgePath('SRC/a.ts', { ...open, write: ['src/**'] }).verdict).toBe('outside')
  })
})

test('Any text gets a verdict, and only a plain relative path may be written', () => {
  const segment = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom('..', '.', '.git', '', 'src', '.github', 'workflows', 'a:b', '~1'),
  )
  const path = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.array(segment, { maxLength: 8 }).map((all) => all.join('/')),
  )
  fc.assert(
    fc.property(path, (written) => {
      const { verdict } = judgePath(written, scope)
      if (verdict !== 'write' && verdict !== 'protect') return
      const segments = written.split('/')
      expect(
        segments.some((one) => one === '' || one === '.' || one === '..' || one.toLowerCase() === '.git'),
      ).toBe(false)
      expect(written).not.toMatch(/[\\:\p{Cc}\p{Cs}]/u)
    }),
    { numRuns: 1_000 },
  )
})

test('A hostile glob and a hostile path meet in time', async () => {
  const hide = [
    '**/*a*a*a*a*a*a*/**/*a*a*a*a*/*a*b',
    '**/[ab]*/**/[ab]*/[ab]*c',
    '**/*?*?*?/**/*?*?*?*?/*?*?*?c',
  ]
  for (let n = 0; n < 20; n++) judgePath(`${`${'a'.repeat(24)}/`.repeat(39)}${n}`, { ...open, hide })
  await letTimeRunOut()
})
