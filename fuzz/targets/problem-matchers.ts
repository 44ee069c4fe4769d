import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { FORMAT_NAMES } from '../../core/checks/formats.ts'
import { parseCheck } from '../../core/checks/parse-check.ts'
import { findingSchema } from '../../core/rules/finding.ts'
import { UNICODE } from '../pieces.ts'
import { hostileText, promise, target } from '../target.ts'

/** Pieces of what tools really write, so that the parsers get past their first look. */
const fixtures = join(import.meta.dirname, '..', '..', 'test', 'fixtures', 'checks')
const real = globSync('*/*.{txt,json,xml,sarif,log,jsonl}', { cwd: fixtures })
  .sort()
  .flatMap(
    (path) =>
      readFileSync(join(fixtures, path), 'utf8')
        .slice(0, 3_000)
        .match(/[\s\S]{1,160}/g) ?? [],
  )
const PIECES = [
  ...real,
  ...[
    '::error file=src/a.ts,line=0,endLine=-5::',
    '::warning::',
    'src/a.ts:1:2: error: x\n',
    'src/a.ts(1,2): error TS1: x\n',
    '  1:2  error  x  rule\n',
  ],
  ...[
    '{"version": "2.1.0", "runs": [',
    '<testsuite>',
    '<testcase name="',
    ']]>',
    '&#x0;',
    '<!ENTITY a "',
    'TAP version 13\n',
    'not ok 1 - x\n',
    '  ---\n',
  ],
  ...[
    'error[E0308]: x\n --> src/a.rs:1:2\n',
    'Traceback (most recent call last):\n',
    '{"',
    '"}',
    '[',
    ']',
    ',',
    ':',
    '\\',
    '"',
    '1e400',
    '-1',
    '__proto__',
  ],
  ...UNICODE,
]
const MATCHERS = JSON.stringify({
  problemMatcher: [
    { owner: 'x', pattern: [{ regexp: '^(.*):(\\d+):\\s+(.*)$', file: 1, line: 2, message: 3 }] },
  ],
})

/** What a check wrote, in every format that is known, and files of problem matchers. */
export const problemMatchers = target({
  name: 'problem matchers',
  inputs: fc.tuple(
    fc.constantFrom(
      'auto',
      ...FORMAT_NAMES.filter((name) => name !== 'problem-matcher'),
      'problem-matcher:m.json',
    ),
    hostileText(PIECES),
    fc.oneof(
      { weight: 4, arbitrary: fc.constant(MATCHERS) },
      { weight: 1, arbitrary: hostileText(PIECES, 4_096) },
    ),
    fc.constantFrom(0, 1, null),
  ),
  bytes: ([, output]) => Buffer.byteLength(output),
  run([parse, output, matchers, exitCode]) {
    const check = { name: 'check', run: 'x', parse, timeout: 1_000, retry: 0, paths: [], required: true }
    const { findings } = parseCheck({
      ...{ check, exitCode, timedOut: false, output, file: null },
      tracked: (path) => path === 'src/a.ts' || path === 'm.json',
      paths: ['src/a.ts', 'm.json'],
      read: (path) => (path === 'm.json' ? matchers : 'const a = 1\n'),
    })
    if (exitCode !== 0)
      promise(
        findings.some(({ level }) => level === 'error'),
        'a failed check is never silent',
      )
    for (const finding of findings.slice(0, 20)) findingSchema.parse(finding)
  },
})
