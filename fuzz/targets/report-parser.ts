import fc from 'fast-check'
import { parseReport } from '../../app/runs/parse-report.ts'
import { createRedactor } from '../../core/redact/redactor.ts'
import { type Report, reportSchema } from '../../core/run/report.ts'
import { noUsage } from '../../core/run/usage.ts'
import { MARKDOWN, UNICODE } from '../pieces.ts'
import { hostileText, promise, target } from '../target.ts'

const KEY = 'abcdefghijklmnopqrstuvwxyz'
const SHA = '0'.repeat(40)
type Run = Parameters<typeof parseReport>[1]
const run = { key: KEY, assignment: { base: { sha: SHA } } } as unknown as Run

const good: Report = {
  ...{ version: 1, key: KEY, base: SHA, outcome: { kind: 'done' }, title: 't', summary: 's' },
  ...{
    plan: [],
    acceptance: [],
    doubts: [{ text: 'd' }],
    gates: [],
    repairs: 0,
    findings: [],
    usage: noUsage,
  },
  ...{ turns: 1, ms: 1, denied: [], context: [], isolation: '', changes: [] },
}
const text = hostileText([
  ...MARKDOWN,
  ...UNICODE,
  '"',
  '{',
  '}',
  '[',
  ']',
  ':',
  ',',
  '1e999',
  '-0',
  'null',
  'true',
  '\\u0000',
  '__proto__',
])
const value = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  text,
  fc.constantFrom(-1, 0, -0, 1e308, 2 ** 53, null, [], {}, '../../etc/passwd', '.git/config', {
    __proto__: null,
    kind: 'done',
  }),
)

/** A good report with some of it replaced, taken away or added, as JSON; or no JSON at all. */
const broken = fc
  .array(fc.tuple(fc.constantFrom(...Object.keys(good), '__proto__', 'constructor', 'more'), value), {
    maxLength: 3,
  })
  .map((changes) => JSON.stringify({ ...good, ...Object.fromEntries(changes) }))

/** What a runner sends, which anything may have written. */
export const reportParser = target({
  name: 'report parser',
  inputs: fc.oneof({ weight: 3, arbitrary: broken }, { weight: 1, arbitrary: text }),
  bytes: (json) => Buffer.byteLength(json),
  run(json) {
    const parsed = parseReport(json, run, createRedactor())
    if (parsed.kind === 'report') {
      reportSchema.parse(parsed.report)
      promise(parsed.report.key === KEY && parsed.report.base === SHA, 'a report is about this run')
    } else
      promise(parsed.detail.length > 0 && parsed.detail.length <= 2_000, 'what is wrong is said, in short')
  },
})
