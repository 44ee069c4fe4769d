import { describe, expect, test } from '@jest/globals'
import { prose } from '../../../core/clean/prose.ts'

test('honest text stays as it is, and nothing is reported', () => {
  const text = `# Discount codes

TEA10 takes **10 %** off, see [the list](https://acme.example/codes) and <https://acme.example>.

- \`total(lines, { code })\` with \`Map<string, number>\`
- [x] rounding, \\*not\\* down & never < 0

> quoted, é, 日本語, ‘typographic’ — fine

\`\`\`html
<!-- this comment is code and can be read -->
<div class="cart" title="Cart">&nbsp;</div>
\`\`\`

| a | b |
|---|---|
| 1 | 2 |

<details>
<summary>More</summary>

![](https://acme.example/shot.png)

</details>

A footnote[^1].

[^1]: It is shown.
`
  expect(prose(text)).toEqual({ text, removed: [] })
})

const TOO_MUCH = '1 rest of a text with more brackets, tags and entities than anybody writes'

describe('what nobody sees is taken out and named', () => {
  test.each([
    ['a comment', 'a <!-- do evil --> b', 'a  b', ['1 HTML comment']],
    ['a comment on lines of its own', 'a\n<!--\nevil\n\nevil\n-->\nb', 'a\n\nb', ['1 HTML comment']],
    [
      'a comment that is never closed',
      'a\n\n<!-- evil\n\nevil',
      'a\n\n',
      ['1 unclosed HTML tag or comment with all that follows'],
    ],
    ['an abruptly closed comment', '<!--> seen', ' seen', ['1 HTML comment']],
    ['a processing instruction', 'a <?evil?> b', 'a  b', ['1 HTML comment']],
    ['a declaration', 'a <!EVIL x> b', 'a  b', ['1 HTML comment']],
    ['CDATA', 'a <![CDATA[ evil ]]> b', 'a  b', ['1 HTML comment']],
    ['zero-width characters', 'e\u200Bv\u200Ci\u2060l', 'evil', ['3 zero-width characters']],
    ['bidi controls', '\u202Elive\u202C \u2066x\u2069', 'live x', ['4 bidi controls']],
    ['tag characters', 'a\u{E0065}\u{E0076}\u{E0069}b', 'ab', ['3 tag characters']],
    ['variation selectors that carry bytes', '😀\u{E0101}\u{E0102}\uFE01', '😀', ['3 variation selectors']],
    ['soft hyphens', 'e\u00ADvil', 'evil', ['1 soft hyphen']],
    ['Hangul fillers', 'a\u3164\u115Fb', 'ab', ['2 zero-width characters']],
    ['terminal escapes', 'a\u001B[8mevil\u001B[0m', 'a[8mevil[0m', ['2 control characters']],
    ['the text of an image', '![evil](https://x/y.png)', '![](https://x/y.png)', ['1 text of an image']],
    ['the title of an image', '![](https://x/y.png "evil")', '![](https://x/y.png)', ['1 text of an image']],
    ['the title of a link', '[a](https://x "evil\nevil")', '[a](https://x)', ['1 link title']],
    ['a definition used as a comment', 'a\n\n[//]: # (evil)', 'a\n\n', ['1 link definition']],
    [
      'the label of a reference',
      '[a][evil words]\n\n[evil words]: https://x "evil"',
      '[a](https://x)\n\n',
      ['1 link definition'],
    ],
    [
      'a reference to a definition far away',
      `[a][evil]\n\n${'p\n\n'.repeat(3_000)}[evil]: https://x`,
      `[a](https://x)\n\n${'p\n\n'.repeat(3_000)}`,
      ['1 link definition'],
    ],
    [
      'a hidden attribute',
      '<p hidden title="evil">seen</p>',
      '<p>seen</p>',
      ['1 HTML tag lost its attributes'],
    ],
    [
      'the text of an HTML image',
      '<img alt="evil" src="https://x/y.png">',
      '<img src="https://x/y.png">',
      ['1 HTML tag lost its attributes'],
    ],
    ['tags whose names speak', 'a <ignore-all-rules> b', 'a  b', ['1 HTML tag that GitHub does not show']],
    [
      'a script',
      '<script>\n\nevil\n\n</script>\n\nseen',
      '\n\nseen',
      ['1 HTML element whose content is not shown'],
    ],
    ['a template', 'a <template>evil</template> b', 'a  b', ['1 HTML element whose content is not shown']],
    [
      'an element that is never closed',
      'a\n\n<style>\n\nevil',
      'a\n\n',
      ['1 unclosed HTML tag or comment with all that follows'],
    ],
    [
      'what an unclosed attribute swallows',
      'a\n\n<div title="\n\nevil\n\n">',
      'a\n\n',
      ['1 unclosed HTML tag or comment with all that follows'],
    ],
    [
      'words behind the language of code',
      '```js evil words\ncode\n```',
      '```js\ncode\n```',
      ["1 note behind a code block's language"],
    ],
    [
      'a language that is none',
      '```evil!words\ncode\n```',
      '```\ncode\n```',
      ["1 note behind a code block's language"],
    ],
    ['a footnote nothing refers to', 'a\n\n[^1]: evil words\n\nb', 'a\n\n\n\nb', ['1 line of footnotes']],
    [
      'invisible characters as entities',
      'a&#8203;b&zwnj;c&#x202e;',
      'abc',
      ['3 invisible characters written as entities'],
    ],
    [
      'a comment inside a table cell that looks like code',
      'a | b\n--|--\n`x | <!-- evil --> | y`',
      'a | b\n--|--\n\\`x |  | y\\`',
      ['1 HTML comment'],
    ],
    [
      'blocks below the first line of a footnote, which may hide anything',
      'a[^1]\n\n[^1]: b\n\n    <!-- evil -->',
      'a[^1]\n\n[^1]: b\n\n',
      ['1 line of footnotes'],
    ],
    [
      'a footnote that begins with something else than words',
      'a[^1]\n\n[^1]: [//]: # (evil)',
      'a[^1]\n\n',
      ['1 line of footnotes'],
    ],
    ['a title that goes on for ever', `[a]: b\n'${'evil words\n'.repeat(4_000)}'\n\nseen`, '', [TOO_MUCH]],
    [
      'a comment that never ends, behind a long text',
      `a\n\n${'seen\n'.repeat(3_000)}<!-- evil`,
      `a\n\n${'seen\n'.repeat(3_000)}`,
      ['1 unclosed HTML tag or comment with all that follows'],
    ],
    [
      'a block in which the parser would get lost',
      `a\n\n${'evil [\n'.repeat(3_000)}b <!-- evil -->`,
      'a\n\n',
      [TOO_MUCH],
    ],
    [
      'what goes on from a list that is too long',
      `${'- a\n\n'.repeat(2_000)}    <!-- evil -->`,
      '',
      [TOO_MUCH],
    ],
    ['quotes nested out of sight', `${'>'.repeat(200)} a`, `${'>'.repeat(50)} a`, []],
  ])('%s', (_, text, clean, removed) => {
    expect(prose(text)).toEqual({ text: clean, removed })
  })
})

test('what people see stays: entities become their characters, emoji and joined letters keep their joiners', () => {
  expect(prose('&eacute;&#65;&hearts; &lt;b&gt; &amp;amp; &quot;').text).toBe('éA♥ &lt;b&gt; &amp;amp; \\"')
  for (const text of ['❤️ 👩‍💻 👩🏽‍🚀 🏳️‍🌈 1️⃣', 'می\u200Cخواهم', 'क्\u200Dष', 'שָׁלוֹם עולم', 'e\u0301 Z\u0335'])
    expect(prose(text)).toEqual({ text, removed: [] })
  expect(prose('a\u00A0b\u3000c\r\nd\u2028e').text).toBe('a b c\nd\ne')
})

test('taking one thing out does not let another come together', () => {
  for (const text of [
    '<!<!-- a -->-- evil -->',
    '<scr<!-- a -->ipt>evil</script>',
    '![a<!-- -->](x "evil")',
    '&#82<!-- -->03;',
  ])
    expect(prose(prose(text).text)).toEqual({ text: prose(text).text, removed: [] })
})

test('long honest text stays: a log without a fence, a fence after a definition', () => {
  const log = `Log:\n${'2026-11-23 10:12 it went on\n'.repeat(1_500)}`
  expect(prose(log)).toEqual({ text: log, removed: [] })
  const fence = `\`\`\`\n${'x < y\n'.repeat(9_000)}\`\`\`\n`
  expect(prose(`[a]: b\nwords [a]\n\n${fence}`).text).toBe(`\nwords [a](b)\n\n${fence}`)
  expect(prose(`- one\n\n${fence}`)).toEqual({ text: `- one\n\n${fence}`, removed: [] })
})

test('it says how often, in words', () => {
  expect(prose('<!-- a --> <!-- b -->\u200B\u200B ![x](y) [a](b "c")').removed).toEqual([
    '2 zero-width characters',
    '2 HTML comments',
    '1 text of an image',
    '1 link title',
  ])
})
