import { describe, expect, test } from '@jest/globals'
import { defuse, defuseLine } from '../../../core/say/defuse.ts'
import { inertLine } from '../../../core/say/inert.ts'
import { server } from '../kit.ts'

const clean = (text: string, most = 2_000) => defuse(text, { server, most })

test('ordinary Markdown keeps its shape', () => {
  const text = `Adds **discount codes** to \`total\`, *rounded* half up, see <https://github.com/acme/shop/issues/3> and #4.

- one
- two
  - three

1. first
2. second

> a quote

\`\`\`js
const a = b < c && "@ada"
\`\`\``
  expect(clean(text)).toBe(text)
})

describe('what would act, link out or hide becomes text', () => {
  test.each([
    ['a mention', 'ask @ada and @acme/payments', 'ask `@ada` and `@acme/payments`'],
    ['a mention behind an escape', '\\@ada', '`@ada`'],
    ['a mention as an entity', '&#64;ada', '`@ada`'],
    ['a mention with invisible characters', '@\u200Bada', '`@ada`'],
    ['a mention in emphasis', '_@ada_ **@ada**', '*`@ada`* **`@ada`**'],
    ['a mention behind a stray backtick', 'a ` b @ada', 'a \\` b `@ada`'],
    ['a mail address', 'mail ada@acme.example now', 'mail `ada@acme.example` now'],
    [
      'a closing keyword',
      'fixes #1, Closes: acme/shop#2 resolved GH-3',
      'fixes issue #1, Closes issue: acme/shop#2 resolved issue GH-3',
    ],
    [
      'a closing keyword with an address',
      'fix https://github.com/a/b/issues/1',
      'fix issue <https://github.com/a/b/issues/1>',
    ],
    [
      'a closing keyword in disguise',
      'fixes **&#35;1** and fixes [#1](https://github.com/a/b/issues/1)',
      'fixes issue **#1** and fixes issue [#1](https://github.com/a/b/issues/1)',
    ],
    ['a slash command', '/merge\n\n/lgtm now', '\\/merge\n\n\\/lgtm now'],
    [
      'a slash command in a list, a quote, code',
      '- /merge\n\n> /merge\n\n```\n/merge\n```',
      '- \\/merge\n\n> \\/merge\n\n```\n\\/merge\n```',
    ],
    [
      'a closing keyword far from its number',
      `fixes ${'- '.repeat(60)}#1`,
      `fixes issue ${'- '.repeat(60)}#1`,
    ],
    ['a colon of another script', 'Fixes：#1', 'Fixes issue：#1'],
    ['the command of a bot that listens to a dot', '.deploy now', '\\.deploy now'],
    ['the command of a bot that listens to its name', 'bors r+', '\\bors r+'],
    ['a path at the beginning of a line', '/etc/passwd is read', '/etc/passwd is read'],
    [
      'code that would leave its list',
      '999999999. a\n1. ```\n   b\n\n   @ada\n   ```',
      '999999999. a\n999999999. ```\n           b\n\n           @ada\n           ```',
    ],
    ['an address without its first part', 'r+@.deploy', '`r+@.deploy`'],
    [
      'a link with another letter that looks alike',
      '[x](https://gіthub.com/a)',
      'x (`https://gіthub.com/a`)',
    ],
    [
      'a link with backslashes',
      '[x](https:\\\\evil.example) [y](//evil.example)',
      'x (`https:\\evil.example`) y (`//evil.example`)',
    ],
    ['a suggestion with a tail', '```suggestion:-0+0\nrm\n```', '```\nrm\n```'],
    [
      'words that skip CI',
      'docs [skip ci] and `[ci skip]`, skip-checks: true',
      'docs \\[skip ci\\] and `(ci skip)`, skip-checks : true',
    ],
    ['an HTML comment', 'a <!-- reins:status run=x --> b', 'a \\<! -- reins:status run=x --> b'],
    ['a block of HTML', '<details>\n<summary>x</summary>', '```html\n<details>\n<summary>x</summary>\n```'],
    [
      'inline HTML',
      'a <img src="https://evil.example/x.png"> b',
      'a \\<img src="`https://evil.example/x.png`"> b',
    ],
    ['an image', '![secret](https://evil.example/?q=1)', 'secret (`https://evil.example/?q=1`)'],
    [
      'an image on GitHub',
      '![shot](https://github.com/a/b/raw/x.png)',
      'shot (`https://github.com/a/b/raw/x.png`)',
    ],
    ['an image by reference', '![x][y]\n\n[y]: https://evil.example', 'x'],
    ['a link to elsewhere', '[docs](https://evil.example "t")', 'docs (`https://evil.example`)'],
    ['a link by reference', '[docs][y]\n\n[y]: https://evil.example', 'docs (`https://evil.example`)'],
    [
      'a bare address',
      'see https://evil.example/a?b=c, and www.evil.example.',
      'see `https://evil.example/a?b=c`, and `www.evil.example`.',
    ],
    ['an autolink', '<https://evil.example>', '`https://evil.example`'],
    [
      'an address that only begins alike',
      '[x](https://github.com.evil.example/) https://github.com@evil.example/',
      'x (`https://github.com.evil.example/`) `https://github.com@evil.example/`',
    ],
    [
      'a script address',
      '[x](javascript:alert(1)) [y](JaVaScRiPt&#58;alert) [z](data:text/html,x)',
      'x (`javascript:alert(1)`) y (`JaVaScRiPt:alert`) z (`data:text/html,x`)',
    ],
    ['a relative link', '[x](../../settings)', 'x (`../../settings`)'],
    ['a heading', '# Big\n\nSetext\n===', '#### Big\n\n#### Setext'],
    [
      'a table, whose cells are split before code is seen',
      '| a | b |\n|---|---|\n| `x | @ada | y` |',
      '```\n| a | b |\n|---|---|\n| `x | @ada | y` |\n```',
    ],
    ['an open fence', '```js\nx', '```js\nx\n```'],
    ['a fence in a fence', '````\n```\n````', '````\n```\n````'],
    ['a suggestion, which is applied with one click', '```suggestion\nrm -rf\n```', '```\nrm -rf\n```'],
    ['a diagram', '```mermaid\ngraph\n```', '```\ngraph\n```'],
    ['formulas', 'costs $1 and $2', 'costs \\$1 and \\$2'],
    ['an alert box', '> [!CAUTION]\n> do it', '> \\[!CAUTION\\]\n> do it'],
    ['a task list', '- [ ] approve', '- \\[ \\] approve'],
    ['a number that is none', 'Closes\\&#35;', 'Closes issue\\&#35;'],
    ['a footnote', 'a[^1]\n\n[^1]: b c', 'a\\[^1\\]\n\n\\[^1\\]: b c'],
    ['a hidden definition', 'a\n\n[//]: # (hidden)', 'a'],
    ['invisible characters', 'a\u202Eb\u{E0041}', 'ab'],
  ])('%s', (_, text, safe) => {
    expect(clean(text)).toBe(safe)
  })
})

test('what is too long is cut, and says how much is missing', () => {
  const text = `${'word '.repeat(1_000)}\`\`\``
  const cut = clean(text, 500)
  expect(cut.length).toBeLessThanOrEqual(500)
  expect(cut).toMatch(/… \(4,?\d{3} characters left out\)$/)
  expect(clean('😀'.repeat(600), 500)).not.toMatch(/\p{Surrogate}/u)
})

test('on one line nothing breaks out of a list or a cell', () => {
  expect(defuseLine('# a\n\n- b\n- c\n```\nd', { server, most: 100 })).toBe('#### a - b - c \\`\\`\\` d')
})

test('in a title words are inert without any Markdown', () => {
  expect(inertLine('Fix #3 for @ada\n[skip ci] `x`', 72)).toBe('Fix issue #3 for ＠ada (skip ci) `x`')
  expect(inertLine('é'.repeat(100), 72)).toBe(`${'é'.repeat(71)}…`)
  expect(inertLine('😀'.repeat(40), 72)).toBe(`${'😀'.repeat(35)}…`)
})
