import type { Report } from '../../../core/run/report.ts'
import { write } from '../../stage/honest-report.ts'

/** A secret → what a report says. */
export type Put = (secret: string) => Partial<Report>

const gate = (note: string) => {
  const result = { name: 'test', kind: 'check', required: true, exitCode: 0, ms: 10, findings: 0 } as const
  return { before: null, after: { ...result, status: 'passed', note } as const }
}
const finding = (more: object) => ({
  ...({ rule: 'lint/eqeqeq', level: 'warn', path: 'src/cart.js', message: 'Expected ===.' } as const),
  ...{ range: { startLine: 1, endLine: 1 }, fingerprint: 'f1', preexisting: false },
  ...more,
})

/** By where it would be read, and what the refusal calls it. */
export const PLACES: [place: string, called: RegExp, put: Put][] = [
  [
    'the title of the pull request and the commit',
    /the title/,
    (secret) => ({ title: `Add ${secret}`.slice(0, 256) }),
  ],
  [
    'the body of the pull request and the commit',
    /the summary/,
    (secret) => ({ summary: `It is ${secret}.` }),
  ],
  ['the plan', /the plan/, (secret) => ({ plan: [{ step: secret, status: 'completed' }] })],
  [
    'the evidence of a criterion',
    /the acceptance criteria/,
    (secret) => ({ acceptance: [{ criterion: 'It works', met: true, evidence: secret }] }),
  ],
  [
    'a doubt at a line',
    /the doubts/,
    (secret) => ({ doubts: [{ text: secret, path: 'src/cart.js', line: 1 }] }),
  ],
  ['an annotation', /a finding/, (secret) => ({ findings: [finding({ message: secret })] })],
  ['the fix of a finding', /a finding/, (secret) => ({ findings: [finding({ fix: secret })] })],
  ['the source of a finding', /a finding/, (secret) => ({ findings: [finding({ source: [secret] })] })],
  ['the path of a finding', /a finding/, (secret) => ({ findings: [finding({ path: `src/${secret}` })] })],
  ['a suggestion', /a finding/, (secret) => ({ findings: [finding({ replacement: secret })] })],
  ['the note of a check', /the results of checks/, (secret) => ({ gates: [gate(secret)] })],
  [
    'a refused call',
    /the refused calls/,
    (secret) => ({ denied: [{ tool: 'shell', what: secret, why: 'No.', count: 1 }] }),
  ],
  [
    'the names of files it read',
    /the names of files/,
    (secret) => ({ context: [{ path: secret, sha256: '0'.repeat(64), bytes: 1, cut: false }] }),
  ],
  ['the words of the sandbox', /the isolation/, (secret) => ({ isolation: secret.slice(0, 200) })],
  [
    'a question to a person',
    /how it ended/,
    (secret) => ({ outcome: { kind: 'blocked', question: `Is ${secret} right?` }, changes: [] }),
  ],
  [
    'why nothing is to be done',
    /how it ended/,
    (secret) => ({ outcome: { kind: 'nothing', reason: secret }, changes: [] }),
  ],
  [
    'a plan that waits for a person',
    /how it ended/,
    (secret) => ({
      outcome: {
        ...{ kind: 'planned', why: 'It is large.' },
        plan: { steps: [secret], paths: [], files: 1, lines: 1, questions: [] },
      },
      changes: [],
    }),
  ],
  [
    'a crash',
    /how it ended/,
    (secret) => ({ outcome: { kind: 'error', cause: 'crash', detail: secret }, changes: [] }),
  ],
  [
    'the text of a file',
    /may not change: it holds/,
    (secret) => ({ changes: [write('src/cart.js', `// ${secret}\n`)] }),
  ],
  [
    'a file that is no text',
    /may not change: it holds/,
    (secret) => ({ changes: [write('src/data.bin', `\0\x01${secret}\0`)] }),
  ],
  [
    'the name of a file',
    /its name holds/,
    (secret) => ({ changes: [write(`src/${secret.replace(/[^\w.-]/g, '')}.js`, 'x\n')] }),
  ],
]
