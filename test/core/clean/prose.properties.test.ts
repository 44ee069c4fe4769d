import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Nodes } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { prose } from '../../../core/clean/prose.ts'
import { letTimeRunOut } from '../let-time-run-out.ts'

const pieces = [
  ...[
    '<!--',
    '-->',
    '--!>',
    'evil',
    '<',
    '>',
    '<div>',
    '</div>',
    '<div title="',
    '">',
    '<p hidden>',
    '<x-y>',
    '<script>',
    '</script>',
  ],
  ...[
    '<?',
    '?>',
    '<![CDATA[',
    ']]>',
    '<!A',
    '![',
    '](u',
    ' "t")',
    ')',
    '[',
    ']',
    '][l]',
    '\n\n[l]: v "t"\n\n',
    '[//]: # (evil)\n',
    '(',
    '"',
    "'",
  ],
  ...[
    '`',
    '``',
    '```',
    '~~~',
    ' js evil',
    '    ',
    '> ',
    '- ',
    '1. ',
    '|',
    '\n---|---\n',
    '\n',
    '\n\n',
    '\\',
    '&',
    '&#8203;',
    '&lt;',
    '&quot;',
  ],
  ...[
    '&#96;',
    '&amp;',
    '&#33;',
    ';',
    '#82',
    '\u200B',
    '\u202E',
    '\u00AD',
    '\u{E0041}',
    '\uFE0F',
    '❤',
    '\u200D',
    '[^1]',
    '[^1]: ',
    'word',
    ' ',
  ],
]
const text = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((parts) => parts.join('')),
  },
  fc.string({ unit: 'binary', maxLength: 200 }),
)
const runs = { numRuns: 150 }

test('nothing invisible is left', () => {
  fc.assert(
    fc.property(text, (given) => {
      expect(prose(given).text.replace(/(?<=\p{ExtPict})\uFE0F|\u200D(?=\p{ExtPict})/gu, '')).not.toMatch(
        /[\p{Default_Ignorable_Code_Point}[\p{Cc}--[\n\t]]]/v,
      )
    }),
    runs,
  )
})

test('a second time changes nothing', () => {
  fc.assert(
    fc.property(text, (given) => {
      const once = prose(given).text
      expect(prose(once).text).toBe(once)
    }),
    runs,
  )
})

test('as GitHub reads it, nothing is hidden any more: no comment, attribute, title, image text or definition', () => {
  fc.assert(
    fc.property(text, (given) => {
      const tree = fromMarkdown(prose(given).text, {
        extensions: [gfm()],
        mdastExtensions: [gfmFromMarkdown()],
      })
      expect([...hidden(tree)]).toEqual([])
    }),
    runs,
  )
})

function* hidden(node: Nodes): Generator<string> {
  if (node.type === 'html')
    for (const tag of node.value.match(/<(?=[a-z!?/])[^\n>]*>?/gi) ?? [])
      if (!/^<\/?[a-z0-9]+(?: (?:href|src)="[^"\s]*")?>$/.test(tag)) yield `html ${node.value}`
  if ((node.type === 'link' || node.type === 'image') && node.title) yield `title ${node.title}`
  if (node.type === 'image' && node.alt) yield `alt ${node.alt}`
  if (node.type === 'imageReference' || node.type === 'linkReference') yield `reference ${node.identifier}`
  if (node.type === 'definition' && !node.identifier.startsWith('^')) yield `definition ${node.identifier}`
  if (node.type === 'code' && node.meta) yield `meta ${node.meta}`
  if ('children' in node) for (const child of node.children) yield* hidden(child)
}

const N = 65_536
test.each([
  ['open brackets', '['.repeat(N)],
  ['definitions', '[a]: b\n'.repeat(N / 7)],
  ['underlined headings', 'a\n-\n'.repeat(N / 4)],
  ['comments', '<!-- a -->'.repeat(N / 10)],
  ['unclosed attributes', '<a b="'.repeat(N / 6)],
  ['entities', '&zwnj;'.repeat(N / 6)],
  ['footnotes', '[^a]: b c\n\n'.repeat(N / 11)],
  ['invisible characters', '\u200B'.repeat(N)],
  ['mathematics', '$\\phantom{'.repeat(N / 10)],
  ['a diagram of empty lines', `\`\`\`mermaid\n${' >\n'.repeat(N / 3)}`],
  ['emoji', '👩‍💻'.repeat(N / 5)],
])('64 kB of %s take bounded time', async (_, given) => {
  prose(given)
  await letTimeRunOut()
})
