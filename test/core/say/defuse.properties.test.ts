import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Nodes } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { defuse, defuseLine } from '../../../core/say/defuse.ts'
import { server } from '../kit.ts'

const pieces = [
  ...[
    '@ada',
    '@',
    'ada',
    'fixes ',
    'closes: ',
    '#1',
    'GH-2',
    'a/b#3',
    '/merge',
    '\n/merge',
    '[skip ci]',
    'https://evil.example/x',
    'www.evil.example',
  ],
  ...[
    'https://github.com/a/b/issues/1',
    'http://',
    'a@b.co',
    '![',
    '[',
    ']',
    '(',
    ')',
    '](https://evil.example)',
    '](javascript:x)',
    '<https://e.vil>',
  ],
  ...[
    '<!--',
    '-->',
    '<details>',
    '<img src=x>',
    '<b',
    '>',
    '`',
    '``',
    '```',
    '~~~',
    'suggestion',
    '\n',
    '\n\n',
    '> ',
    '- ',
    '1. ',
    '    ',
    '# ',
    '\n---\n',
    '\n===',
  ],
  ...[
    '|',
    '\n|---|---|\n',
    '*',
    '**',
    '_',
    '~~',
    '\\',
    '&#64;',
    '&#35;',
    '&lt;',
    '$',
    '[x]: https://evil.example\n\n',
    '[x]',
    '[^1]',
    '[^1]: ',
    ':',
    'word',
    ' ',
    '\u200B',
  ],
]
const text = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((parts) => parts.join('')),
  },
  fc.string({ unit: 'binary', maxLength: 200 }),
)
const runs = { numRuns: 150 }

/** As GitHub reads it: GFM, with tables, footnotes and bare addresses. */
function read(markdown: string): Nodes {
  return fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })
}

function* live(node: Nodes, inCode = false): Generator<string> {
  if (
    [
      'html',
      'image',
      'imageReference',
      'linkReference',
      'definition',
      'footnoteReference',
      'footnoteDefinition',
      'table',
    ].includes(node.type)
  )
    yield node.type
  if (node.type === 'link' && !node.url.startsWith(`${server}/`)) yield `link to ${node.url}`
  if (node.type === 'code' && (node.lang === 'suggestion' || node.meta)) yield 'code that acts'
  if (node.type === 'text' && /(?<![a-z0-9])@[a-z0-9]/i.test(node.value)) yield `mention in ${node.value}`
  if ('children' in node) for (const child of node.children) yield* live(child, inCode)
}

test('whatever is written, GitHub sees no mention, picture, HTML, table, nor a link to elsewhere', () => {
  fc.assert(
    fc.property(text, (given) => {
      expect([...live(read(defuse(given, { server, most: 5_000 })))]).toEqual([])
    }),
    runs,
  )
})

test('whatever is written, no keyword closes, no line commands, nothing skips CI', () => {
  fc.assert(
    fc.property(text, (given) => {
      const safe = defuse(given, { server, most: 5_000 })
      expect(safe).not.toMatch(
        /\b(close[sd]?|fix(e[sd])?|resolve[sd]?)[^\p{L}\p{N}]{1,20}(#\d|GH-\d|[\w.-]+\/[\w.-]+#\d|https?:\/\/\S+\/issues\/\d)/iu,
      )
      expect(safe).not.toMatch(/^[ \t>-]*\/[a-z]+$/im)
      expect(safe).not.toContain('[skip ci]')
    }),
    runs,
  )
})

test('whatever is written, it stays within its place: what follows is not drawn into it', () => {
  fc.assert(
    fc.property(text, (given) => {
      const tree = read(`${defuse(given, { server, most: 5_000 })}\n\n## After\n`)
      expect('children' in tree && tree.children.at(-1)).toMatchObject({ type: 'heading', depth: 2 })
      const line = read(`- ${defuseLine(given, { server, most: 5_000 })}\n\n## After\n`)
      expect('children' in line && line.children.at(-1)).toMatchObject({ type: 'heading', depth: 2 })
    }),
    runs,
  )
})

test('it is never longer than asked for', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 0, max: 400 }), (given, most) => {
      expect(defuse(given, { server, most }).length).toBeLessThanOrEqual(most)
    }),
    runs,
  )
})
