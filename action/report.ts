import { cleanReport, type Leak, tellLeaks } from '../core/redact/clean-report.ts'
import type { Redactor } from '../core/redact/redactor.ts'
import type { Assignment } from '../core/run/assignment.ts'
import type { Report } from '../core/run/report.ts'
import { noUsage } from '../core/run/usage.ts'

/** What is true of a run before anything happened: the crash it would be if it ended here. */
export function emptyReport({ key, base }: Assignment): Report {
  const detail = 'The run ended before it said how.'
  return { ...blank, version: 1, key, base: base.sha, outcome: { kind: 'error', cause: 'crash', detail } }
}

const blank: Omit<Report, 'version' | 'key' | 'base' | 'outcome'> = {
  title: '',
  summary: '',
  plan: [],
  acceptance: [],
  doubts: [],
  gates: [],
  repairs: 0,
  findings: [],
  usage: noUsage,
  turns: 0,
  ms: 0,
  denied: [],
  context: [],
  isolation: '',
  changes: [],
}

/** The same report with nothing of the changed files in it, and the reason among its doubts and in its outcome. */
export function withoutContents(report: Report, why: string): Report {
  const bytes = report.changes.reduce((sum, one) => sum + (one.kind === 'write' ? one.content.length : 0), 0)
  const detail = `${report.changes.length} changed files (${Math.ceil(bytes / 1024)} kB) could not be sent: ${why}`
  return {
    ...report,
    changes: [],
    outcome: { kind: 'error', cause: 'workspace', detail: detail.slice(0, 8_000) },
  }
}

/** Only that the run ended, when the app does not understand the report: a mistake of ours, said as one. */
export function withoutDetails(report: Report, why: string): Report {
  const { version, key, base, usage, turns, ms } = report
  const detail = `The app did not understand the report of this run: ${why}`.slice(0, 8_000)
  return {
    ...blank,
    ...{ version, key, base, usage, turns, ms },
    outcome: { kind: 'error', cause: 'crash', detail },
  }
}

/**
 * The report as it may leave the runner. A secret of the runner's in a changed file is never rewritten, for then the file would
 * be wrong: nothing of the changes leaves, and the report says why.
 */
export function withoutSecrets(told: Report, redactor: Redactor): Report {
  const { report, leaks } = cleanReport(told, redactor)
  const all = [...leaks, ...told.changes.flatMap((change) => leaksIn(change, redactor))]
  if (all.length === 0) return report
  const detail = redactor.redact(tellLeaks(all)).text.slice(0, 8_000)
  return { ...report, changes: [], outcome: { kind: 'error', cause: 'secret', detail } }
}

/** Known ones only: whether the shape of a secret is new in a file is for the app to say, which has the base. */
function leaksIn(change: Report['changes'][number], { secretsIn }: Redactor): Leak[] {
  const texts = [{ text: change.path, where: 'the path of a file' }]
  if (change.kind === 'write')
    texts.push({
      text: Buffer.from(change.content, 'base64').toString('latin1'),
      where: `\`${change.path}\``,
    })
  return texts.flatMap(({ text, where }) =>
    secretsIn(text).flatMap(({ what, known }) => (known ? [{ where, what }] : [])),
  )
}

const LEVELS = ['error', 'warn', 'info']
const MOST = { findings: 5_000, doubts: 50, gates: 100, denied: 200, context: 100 } as const

/** Keeps lists to what the contract takes, the worst findings first, and says what was cut. */
export function fitReport(report: Report): Report {
  const findings = [...report.findings].sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level))
  const cut = findings.length - MOST.findings
  const said = cut > 0 ? [{ text: `${cut} more findings are not in this report.` }] : []
  return {
    ...report,
    findings: findings.slice(0, MOST.findings),
    doubts: [...said, ...report.doubts].slice(0, MOST.doubts),
    gates: report.gates.slice(0, MOST.gates),
    denied: report.denied.slice(0, MOST.denied),
    context: report.context.slice(0, MOST.context),
  }
}
