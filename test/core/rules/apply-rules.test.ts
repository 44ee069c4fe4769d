import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { applyRules, type RuledFile } from '../../../core/rules/apply-rules.ts'
import { findingSchema } from '../../../core/rules/finding.ts'
import { harnessOf } from '../harness/harness-of.ts'
import { ruleInput } from './rule-input.ts'

const findingsOf = (told: Parameters<typeof ruleInput>[0]) => applyRules(ruleInput(told)).findings

const harness = harnessOf(`version: 1
invariants:
  - id: no-console
    paths: ['src/**/*.ts', '!src/cli/**']
    regex: 'console\\.(log|debug)\\('
    replace: 'log.$1('
    why: Logs must be structured.
    fix: Use log from src/lib/log.ts.
    source: ['https://github.com/acme/app/pull/412#discussion_r111']
    examples: { bad: ['console.log(x)'], good: ['log.info(x)'] }
`)
const apply = (...files: (Partial<RuledFile> & { content: string })[]) =>
  findingsOf({ harness, files: files.map((file) => ({ path: 'src/a.ts', ...file })) })
const rule = (yaml: string) => harnessOf(`version: 1\ninvariants: [{ id: r, ${yaml} }]`)
const ranges = (yaml: string, content: string) =>
  findingsOf({ harness: rule(yaml), files: [{ path: 'a', content, base: null }] }).map(({ range }) => range)

test('A finding says where, why and how to mend it, and brings the exact lines', () => {
  expect(apply({ content: 'a\n  console.log(1)\n' })).toEqual([
    {
      rule: 'no-console',
      level: 'error',
      path: 'src/a.ts',
      range: { startLine: 2, endLine: 2, startColumn: 3, endColumn: 15 },
      message: '"console.log(" breaks the rule no-console.',
      why: 'Logs must be structured.',
      fix: 'Use log from src/lib/log.ts.',
      source: ['https://github.com/acme/app/pull/412#discussion_r111'],
      replacement: '  log.log(1)',
      fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
      preexisting: false,
    },
  ])
})

test('A rule holds where its paths say', () => {
  const content = 'console.log(1)'
  const paths = ['src/a.ts', 'src/b/c.ts', 'src/cli/a.ts', 'test/a.ts', 'src/a.js']
  expect(apply(...paths.map((path) => ({ path, content }))).map(({ path }) => path)).toEqual([
    'src/a.ts',
    'src/b/c.ts',
  ])
})

test('Findings come in the order of the files, then of the lines', () => {
  const found = apply(
    { path: 'src/z.ts', content: 'console.log(1)' },
    { content: 'console.debug(2); console.log(3)\nconsole.log(4)' },
  )
  expect(found.map(({ path, range }) => `${path}:${range?.startLine}:${range?.startColumn}`)).toEqual([
    'src/a.ts:1:1',
    'src/a.ts:1:19',
    'src/a.ts:2:1',
    'src/z.ts:1:1',
  ])
})

describe('What was there on the base already is preexisting', () => {
  const preexisting = (base: string | null, content: string) =>
    apply({ base, content }).map((finding) => finding.preexisting)

  test.each([
    ['a new file', null, 'console.log(1)', [false]],
    ['untouched', 'console.log(1)', 'console.log(1)', [true]],
    ['moved down', 'console.log(1)\n', 'new\nnew\nconsole.log(1)\n', [true]],
    ['indented anew', 'console.log(1)', 'if (a) {\n    console.log(1)\n}', [true]],
    ['with other line breaks', 'a\nconsole.log(1)\nb', 'a\r\nconsole.log(1)\r\nb', [true]],
    ['changed', 'console.log(1)', 'console.log(2)', [false]],
    ['one more of the same', 'console.log(1)', 'console.log(1)\nconsole.log(1)', [true, false]],
    ['a second on the line', 'console.log(1)', 'console.log(1); console.log(1)', [false, false]],
    ['in a base that cannot be read', '\0', 'console.log(1)', [false]],
  ])('%s', (_, base, content, expected) => {
    expect(preexisting(base, content)).toEqual(expected)
  })

  test('the fingerprint stays when lines come and go above it, and differs between twins', () => {
    const [one] = apply({ content: 'console.log(1)' })
    const [first, second] = apply({ content: '\n\n  console.log(1)\nconsole.log(1)' })
    expect(first?.fingerprint).toBe(one?.fingerprint)
    expect(second?.fingerprint).not.toBe(one?.fingerprint)
  })
})

describe('Places', () => {
  test.each([
    [
      'across lines',
      "regex: 'a\\nb'",
      'x\na\nb\n',
      { startLine: 2, endLine: 3, startColumn: 1, endColumn: 2 },
    ],
    [
      'with its line break',
      "regex: 'b\\n'",
      'a\nb\nc',
      { startLine: 2, endLine: 2, startColumn: 1, endColumn: 2 },
    ],
    [
      'at the end without a break',
      "regex: 'c$'",
      'a\nbc',
      { startLine: 2, endLine: 2, startColumn: 2, endColumn: 3 },
    ],
    [
      'behind wide characters',
      'regex: x',
      '日本👍x',
      { startLine: 1, endLine: 1, startColumn: 5, endColumn: 6 },
    ],
    [
      'at the end of a Windows line',
      "regex: 'x$'",
      'x\r\ny',
      { startLine: 1, endLine: 1, startColumn: 1, endColumn: 2 },
    ],
    [
      'in any case',
      'regex: todo, flags: i',
      'ToDo',
      { startLine: 1, endLine: 1, startColumn: 1, endColumn: 5 },
    ],
    [
      'only at the start of the file',
      "regex: '^a', flags: ''",
      'a\na',
      { startLine: 1, endLine: 1, startColumn: 1, endColumn: 2 },
    ],
    [
      'over line breaks',
      "regex: 'a.*b', flags: s",
      'a\nx\nb',
      { startLine: 1, endLine: 3, startColumn: 1, endColumn: 2 },
    ],
  ])('a match %s', (_, yaml, content, range) => {
    expect(ranges(yaml, content)).toEqual([range])
  })

  test('an empty match is no match', () => {
    expect(ranges("regex: '\\b'", 'a b')).toEqual([])
  })
})

describe('Replacements', () => {
  const replacement = (yaml: string, content: string) =>
    findingsOf({ harness: rule(yaml), files: [{ path: 'a', content, base: null }] }).map(
      (finding) => finding.replacement,
    )

  test.each([
    ['groups', "regex: '(\\w+) == (\\w+)', replace: '$1 === $2'", '  a == b;', ['  a === b;']],
    [
      'named groups, the match and a dollar',
      "regex: '(?P<n>\\d+)px', replace: '$<n>rem /* $& $$ */'",
      '12px',
      ['12rem /* 12px $ */'],
    ],
    ['a group that took no part', "regex: 'a(b)?c', replace: '[$1]'", 'ac', ['[]']],
    ['a group that does not exist', "regex: 'a(b)c', replace: '$2 $10 $0'", 'abc', ['$2 b0 $0']],
    ['every match on the line', 'regex: a, replace: b', 'a-a', ['b-b', 'b-b']],
    ['several lines', "regex: 'a\\nb', replace: ab", 'xa\nby', ['xaby']],
    ['more lines than before', 'regex: \'; \', replace: "\\n"', 'a; b', ['a\nb']],
    ['a break that stays', 'regex: \'a;\\n\', replace: "a\\n"', 'a;\nb', ['a']],
    ['a line that becomes empty', "regex: debugger, replace: ''", 'debugger\n', ['']],
    [
      'a line that would have to go: no suggestion can say that',
      "regex: 'debugger\\n', replace: ''",
      'debugger\nb',
      [undefined],
    ],
    ['nothing that changes', 'regex: a, replace: a', 'a', [undefined]],
  ])('%s', (_, yaml, content, expected) => {
    expect(replacement(yaml, content)).toEqual(expected)
  })

  test('applied to the lines it stands for, the text is what the rule wants', () => {
    const text = fc
      .array(fc.constantFrom('console.log(', 'console.debug(', 'x', ' ', '\n'), { maxLength: 30 })
      .map((all) => all.join(''))
    fc.assert(
      fc.property(text, (content) => {
        const lines = content.split('\n')
        for (const { range, replacement: mended } of apply({ content }))
          lines.splice(range!.startLine - 1, 1, mended!)
        return (
          apply({ content: lines.join('\n') }).length === 0 &&
          lines.join('\n') === content.replaceAll(/console\.(log|debug)\(/g, 'log.$1(')
        )
      }),
    )
  })
})

describe('Bounds are said, never silent', () => {
  test('a binary file has no lines', () => {
    expect(apply({ content: 'console.log(\0' })).toEqual([])
  })

  test('a file too large to look at is a finding of every rule that covers it', () => {
    const content = 'x'.repeat(512 * 1024 + 1)
    expect(apply({ content }, { path: 'test/a.ts', content })).toEqual([
      expect.objectContaining({
        rule: 'no-console',
        level: 'error',
        path: 'src/a.ts',
        range: null,
        message: 'The rule no-console was not applied: the file is larger than 512 Ki characters.',
        preexisting: false,
      }),
    ])
    expect(apply({ content, base: content })).toEqual([expect.objectContaining({ preexisting: true })])
  })

  test('more matches than anybody reads end in a finding that says so', () => {
    const content = 'console.log(1)\n'.repeat(300)
    const found = apply({ content })
    expect(found).toHaveLength(201)
    expect(found).toContainEqual(
      expect.objectContaining({
        range: null,
        message: 'The rule no-console matches more than 200 times here; only the first are shown.',
      }),
    )
    expect(apply({ content, base: content }).every(({ preexisting }) => preexisting)).toBe(true)
  })

  test('of very many findings the worst are kept, new ones first', () => {
    const old = 'console.log(1)\n'.repeat(150)
    const files = Array.from({ length: 10 }, (_, index) => ({
      path: `src/f${index}.ts`,
      content: `${old}console.log(new)`,
      base: old,
    }))
    const found = apply(...files)
    expect(found).toHaveLength(1_000)
    expect(found.filter(({ preexisting }) => !preexisting)).toHaveLength(10)
    expect(found.at(-1)).toMatchObject({
      path: null,
      level: 'error',
      preexisting: true,
      message: '511 more findings of the rules are left out; the worst are shown.',
    })
  })

  test('rules that cost too much together are ended, and block', () => {
    const files = Array.from({ length: 10 }, (_, index) => ({
      path: `f${index}`,
      content: 'console.log(1)\n'.repeat(30_000),
      base: null,
    }))
    const found = findingsOf({ harness: rule("regex: 'console\\.log\\([^)]*\\)'"), files })
    expect(
      found
        .filter(({ message }) => message.includes('too much to look at'))
        .map(({ level, preexisting }) => ({ level, preexisting })),
    ).toContainEqual({ level: 'error', preexisting: false })
    expect(new Set(found.map(({ path }) => path)).size).toBe(10)
  })

  test('every finding fits the contract', () => {
    const content = fc.string({ unit: 'binary', maxLength: 200 })
    fc.assert(
      fc.property(content, content, (text, base) => {
        const wide = rule("regex: '[^a-z]+', flags: s, replace: '<$&>'")
        for (const finding of findingsOf({ harness: wide, files: [{ path: 'a', content: text, base }] }))
          findingSchema.parse(finding)
      }),
    )
  })
})

test('Findings keep their fingerprints when lines come above them', () => {
  const lines = ['console.log(1)', '  console.log(1)', 'console.debug(2); console.log(3)', 'console.log(1)']
  const names = (content: string) => apply({ content }).map(({ fingerprint }) => fingerprint)
  const expected = names(lines.join('\n'))
  const above = fc.array(fc.constantFrom('', 'a', '// log', '\t'), { maxLength: 3 })
  fc.assert(
    fc.property(fc.array(above, { minLength: 4, maxLength: 4 }), (all) => {
      expect(names(lines.flatMap((line, index) => [...all[index]!, line]).join('\n'))).toEqual(expected)
    }),
  )
  expect(new Set(expected).size).toBe(5)
})
