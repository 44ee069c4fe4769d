import { expect, test } from '@jest/globals'
import { parseCheck } from '../../../core/checks/parse-check.ts'
import { line, run } from './shop.ts'

const FILES = { 'src/a.ts': 'const a = 1\nvar b = 2\nconst c = 3\n', 'lib/b.ts': '1\n2\n' }
const RULE = {
  id: 'no-var',
  shortDescription: { text: 'Variables have a scope.' },
  help: { text: 'Write `const` or `let`.' },
  helpUri: 'https://example.com/no-var',
  messageStrings: { default: { text: '{0} is a {1}.' } },
  defaultConfiguration: { level: 'error' },
}
const at = (uri: string, region: object = { startLine: 2 }, more: object = {}) => [
  { physicalLocation: { artifactLocation: { uri, ...more }, region } },
]
const sarif = (results: object[], more: object = {}, rules: object[] = [RULE]) =>
  JSON.stringify({ version: '2.1.0', runs: [{ tool: { driver: { name: 't', rules } }, ...more, results }] })
const findings = (output: string) => parseCheck(run({ output, files: FILES })).findings
const result = (more: object = {}) => ({
  ruleId: 'no-var',
  message: { text: 'No var.' },
  locations: at('src/a.ts'),
  ...more,
})

test('a result takes level, fix, reason and source from its rule', () => {
  const { fingerprint, ...finding } = findings(sarif([result()]))[0]!
  expect(finding).toEqual({
    rule: 'test/no-var',
    level: 'error',
    path: 'src/a.ts',
    range: { startLine: 2, endLine: 2 },
    message: 'No var.',
    fix: 'Write `const` or `let`.',
    why: 'Variables have a scope.',
    source: ['https://example.com/no-var'],
    preexisting: false,
  })
})

test.each([
  ['error', { level: 'error' }],
  ['warn', { level: 'warning' }],
  ['info', { level: 'note' }],
  ['info', { kind: 'informational' }],
  ['warn', { kind: 'review' }],
  ['warn', { ruleId: 'unknown' }],
  ['error', { ruleId: 'no-var/strict' }],
  ['error', { ruleId: undefined, ruleIndex: 0 }],
])('a result is an %s when it says %j', (level, more) => {
  expect(findings(sarif([result(more)]))[0]?.level).toBe(level)
})

test.each([
  ['passed', { kind: 'pass' }],
  ['does not apply', { kind: 'notApplicable' }],
  ['was suppressed', { suppressions: [{ kind: 'inSource' }] }],
  ['is gone since the baseline', { baselineState: 'absent' }],
])('what %s is no finding', (_, more) => {
  expect(findings(sarif([result(), result({ ...more, message: { text: 'not this' } })])).map(line)).toEqual([
    'src/a.ts:2 error test/no-var: No var.',
  ])
})

test('a suppression that was turned down does not count', () => {
  expect(
    findings(sarif([result({ suppressions: [{ kind: 'external', status: 'rejected' }] })])),
  ).toHaveLength(1)
})

test('a message is looked up in the rule, with its arguments', () => {
  const message = { id: 'default', arguments: ['`b`', 'var'] }
  expect(findings(sarif([result({ message })]))[0]?.message).toBe('`b` is a var.')
})

test.each<[string, object[], object]>([
  [
    'relative to a base',
    at('a.ts', { startLine: 2 }, { uriBaseId: 'SRC' }),
    {
      originalUriBaseIds: {
        ROOT: { uri: 'file:///home/runner/work/app/app/' },
        SRC: { uri: 'src', uriBaseId: 'ROOT' },
      },
    },
  ],
  ['relative to an unknown base', at('src/a.ts', { startLine: 2 }, { uriBaseId: '%SRCROOT%' }), {}],
  [
    'relative to itself in a circle',
    at('src/a.ts', { startLine: 2 }, { uriBaseId: 'A' }),
    { originalUriBaseIds: { A: { uri: '', uriBaseId: 'A' } } },
  ],
  ['as a file URL', at('file:///home/runner/work/app/app/src/a.ts'), {}],
  [
    'by index',
    [{ physicalLocation: { artifactLocation: { index: 0 }, region: { startLine: 2 } } }],
    { artifacts: [{ location: { uri: 'src/a.ts' } }] },
  ],
  ['by characters', at('src/a.ts', { charOffset: 12, charLength: 9 }), {}],
])('a location is understood %s', (_, locations, more) => {
  expect(findings(sarif([result({ locations })], more))[0]).toMatchObject({
    path: 'src/a.ts',
    range: { startLine: 2, endLine: 2 },
  })
})

test('a fix becomes a suggestion for the whole line', () => {
  const fixes = [
    {
      description: { text: 'Use const.' },
      artifactChanges: [
        {
          artifactLocation: { uri: 'src/a.ts' },
          replacements: [
            {
              deletedRegion: { startLine: 2, startColumn: 1, endColumn: 4 },
              insertedContent: { text: 'const' },
            },
          ],
        },
      ],
    },
  ]
  expect(findings(sarif([result({ fixes })]))[0]).toMatchObject({
    fix: 'Use const.',
    replacement: 'const b = 2',
    range: { startLine: 2, endLine: 2 },
  })
})

test('a fix of another file, or of several, is no suggestion', () => {
  const change = (uri: string) => ({
    artifactLocation: { uri },
    replacements: [{ deletedRegion: { startLine: 1 }, insertedContent: { text: 'x' } }],
  })
  for (const artifactChanges of [[change('lib/b.ts')], [change('src/a.ts'), change('lib/b.ts')]])
    expect(findings(sarif([result({ fixes: [{ artifactChanges }] })]))[0]).not.toHaveProperty('replacement')
})

test('a tool that could not do its work is not silent', () => {
  const invocations = [
    { toolExecutionNotifications: [{ level: 'error', message: { text: 'Cannot parse src/a.ts.' } }] },
  ]
  const found = findings(sarif([], { invocations }))
  expect(found).toHaveLength(1)
  expect(found[0]?.message).toContain('- Cannot parse src/a.ts.')
})
