import fc from 'fast-check'

const WORDS = [
  '@ada',
  '@acme/team',
  '@',
  'ada',
  'word',
  ' ',
  'é',
  ':tada:',
  '💥',
  '\ud800',
  '$x$',
  '$$',
  '$`x`$',
]
const CLOSING = [
  'fixes ',
  'Closes',
  'resolved: ',
  ': ',
  '：',
  '#1',
  'GH-2',
  'a/b#3',
  'acme/.github#4',
  ' '.repeat(60),
]
const COMMANDS = [
  '/merge',
  '\n/merge',
  '\n.deploy',
  '\nbors r+',
  '[skip ci]',
  'skip-checks: true',
  '\n- /lgtm',
]
const ADDRESSES = [
  ...[
    'https://evil.example/x',
    'www.evil.example',
    'https://github.com@evil.example/',
    'https://github.com.evil.example/',
  ],
  ...[
    'https://github.com/a/b/issues/1',
    'http://',
    '//evil.example',
    'a@b.co',
    'r+@.co',
    'mailto:a@b.co',
    'xmpp:a@b.co',
  ],
  ...['https://gіthub.com/a', 'HTTPS://GITHUB.COM/a', 'https:\\\\evil.example'],
]
const LINKS = [
  ...[
    '![',
    '[',
    ']',
    '(',
    ')',
    '](https://evil.example)',
    '](javascript:x)',
    '](JaVa&#115;cript:x)',
    '](//evil)',
  ],
  ...[
    '](data:text/html,x)',
    '](vbscript:x)',
    '](\tjavascript:x)',
    '](https://github.com/a)',
    '<https://e.vil>',
  ],
  ...['[x]: https://evil.example\n\n', '[x]', '[x][x]', '![x][x]', '[^1]', '[^1]: ', '[!CAUTION]'],
]
const HTML = [
  ...[
    '<!--',
    '-->',
    '<!-- reins:status run=x tag=y -->',
    '<details>',
    '</details>',
    '<img src=x>',
    '<b',
    '>',
    '<?x?>',
  ],
  ...[
    '<![CDATA[',
    ']]>',
    '<script>',
    '&#64;',
    '&#35;',
    '&lt;',
    '&#x60;',
    '&NewLine;',
    '<svg onload=x>',
    "<a href='x'>",
  ],
]
const BLOCKS = [
  ...[
    '`',
    '``',
    '```',
    '````',
    '~~~',
    '```suggestion\n',
    '```mermaid\n',
    '\n',
    '\n\n',
    '> ',
    '- ',
    '* ',
    '1. ',
    '- [ ] ',
  ],
  ...[
    '999999999. ',
    '999999998) ',
    '    ',
    '\t',
    '# ',
    '\n---\n',
    '\n===\n',
    '---',
    '***',
    '|',
    '\n|---|---|\n',
  ],
  ...['\n-|-\n', ':-', '*', '**', '_', '__', '~~', '\\', '\\|', '\\\n', '\r', '"', "'", '='],
]
const UNSEEN = ['\u200B', '\u00A0', '\u2028', '\u202E', '\u{E0041}', '\u00AD', '\u0000', '\u001B[31m']

/** Everything that has a meaning on GitHub, in any order, and any bytes at all. */
export const hostileText = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .array(
        fc.constantFrom(
          ...WORDS,
          ...CLOSING,
          ...COMMANDS,
          ...ADDRESSES,
          ...LINKS,
          ...HTML,
          ...BLOCKS,
          ...UNSEEN,
        ),
        {
          maxLength: 30,
        },
      )
      .map((parts) => parts.join('')),
  },
  fc.string({ unit: 'binary', maxLength: 200 }),
)
