import { afterEach, expect, test } from '@jest/globals'
import { openShop, type Shop } from './stage.ts'

const RULES = `version: 1
invariants:
  - id: no-console
    paths: [src/**]
    regex: console\\.log\\(
    replace: log.info(
    why: Logs must be structured.
    fix: Use \`log\`.
    source: [https://github.com/acme/app/pull/412]
`

let shop: Shop
afterEach(() => shop.remove())
const run = async (format: string) => {
  shop = openShop({ '.github/agent.yml': RULES })
  shop.write({ 'src/ä b.js': "const ü = '😀'; console.log(ü)\n" })
  return shop.reins(['check', '--format', format])
}

test('github: workflow commands, with what they are made of escaped', async () => {
  const { code, out } = await run('github')
  expect(code).toBe(1)
  expect(out).toBe(
    '::error file=src/ä b.js,line=1,endLine=1,col=17,endColumn=29,title=no-console::"console.log(" breaks the rule no-console.%0A%0AFix: Use `log`.%0A%0AWhy: Logs must be structured.%0A%0ASee: https://github.com/acme/app/pull/412\n1 findings in 1 changed file against HEAD\n',
  )
})

test('rdjson: columns are bytes of UTF-8, a replacement is a suggestion for its lines', async () => {
  const { out } = await run('rdjson')
  expect(JSON.parse(out)).toEqual({
    source: { name: 'reins', url: 'https://github.com/reins-dev/reins' },
    severity: 'UNKNOWN_SEVERITY',
    diagnostics: [
      {
        message: '"console.log(" breaks the rule no-console.\nFix: Use `log`.',
        location: {
          path: 'src/ä b.js',
          range: { start: { line: 1, column: 20 }, end: { line: 1, column: 32 } },
        },
        severity: 'ERROR',
        code: { value: 'no-console', url: 'https://github.com/acme/app/pull/412' },
        suggestions: [
          {
            range: { start: { line: 1, column: 1 }, end: { line: 1, column: 35 } },
            text: "const ü = '😀'; log.info(ü)",
          },
        ],
      },
    ],
  })
})

test('sarif: what code scanning takes', async () => {
  const { out } = await run('sarif')
  const { runs, version } = JSON.parse(out)
  expect(version).toBe('2.1.0')
  expect(runs[0].tool.driver.rules).toEqual([
    {
      id: 'no-console',
      fullDescription: { text: 'Logs must be structured.' },
      help: { text: 'Use `log`.' },
      helpUri: 'https://github.com/acme/app/pull/412',
    },
  ])
  expect(runs[0].results).toMatchObject([
    {
      ruleId: 'no-console',
      ruleIndex: 0,
      level: 'error',
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'src/%C3%A4%20b.js', uriBaseId: 'SRCROOT' },
            region: { startLine: 1, endLine: 1, startColumn: 17, endColumn: 29 },
          },
        },
      ],
      baselineState: 'new',
      partialFingerprints: { 'reins/v1': expect.stringMatching(/^[0-9a-f]{16}$/) },
    },
  ])
})

test('our own parser of check results reads what we write', async () => {
  const { parseCheck } = await import('../../core/checks/parse-check.ts')
  const { out } = await run('sarif')
  const { findings } = parseCheck({
    check: {
      ...{ name: 'reins', run: 'reins check', parse: 'sarif', timeout: 1_000, retry: 0 },
      ...{ paths: [], required: true },
    },
    ...{ exitCode: 1, timedOut: false, output: out, file: null },
    tracked: (path) => path === 'src/ä b.js',
    paths: ['src/ä b.js'],
    read: () => "const ü = '😀'; console.log(ü)\n",
  })
  expect(findings).toMatchObject([
    {
      rule: 'reins/no-console',
      path: 'src/ä b.js',
      level: 'error',
      range: { startLine: 1, startColumn: 17 },
    },
  ])
})

test('json: the findings themselves', async () => {
  const { out } = await run('json')
  expect(JSON.parse(out)).toMatchObject({
    version: 1,
    judged: '1 changed file against HEAD',
    findings: [{ rule: 'no-console', preexisting: false }],
    old: 0,
  })
})
