import { outputFile } from '../../core/checks/output-file.ts'
import { parseCheck } from '../../core/checks/parse-check.ts'
import type { Check } from '../../core/harness/harness.ts'
import type { Finding } from '../../core/rules/finding.ts'
import { matchGlobs } from '../../core/rules/globs.ts'
import type { GateResult } from '../../core/run/gate.ts'
import type { ToolHost, ToolResult } from '../sandbox/tool-host.ts'
import type { Sources } from './sources.ts'

export type CheckRun = { result: GateResult; findings: Finding[] }
export type CheckOptions = {
  host: ToolHost
  sources: Sources
  /** Paths of the change; null on the base commit, where every check runs. */
  changed: string[] | null
  signal: AbortSignal
}

/** Of a file that a check writes: SARIF, JUnit … */
const MAX_OUTPUT_FILE = 16 * 1024 * 1024

/** Runs one check of the harness, again after a failure as often as it allows, and reads what it said. */
export async function runCheck(check: Check, options: CheckOptions): Promise<CheckRun> {
  const gate = { name: check.name, kind: 'check', required: check.required } as const
  const skipped = whySkipped(check, options)
  if (skipped !== null)
    return {
      result: { ...gate, status: 'skipped', exitCode: null, ms: 0, findings: 0, note: skipped },
      findings: [],
    }

  let tries = 1
  let last = await runOnce(check, options)
  let { ms } = last
  for (; status(last) !== 'passed' && tries <= check.retry && !options.signal.aborted; tries++) {
    last = await runOnce(check, options)
    ms += last.ms
  }
  const findings = await read(check, last, options)
  // A check that passed has an error only when what it promised to write could not be read.
  const unread = status(last) === 'passed' && findings.some(({ level }) => level === 'error')
  const note = noteOn(last, tries)
  return {
    result: {
      ...gate,
      status: unread ? 'failed' : status(last),
      exitCode: last.exitCode ?? null,
      ms,
      findings: findings.length,
      ...(note !== null && { note }),
    },
    findings,
  }
}

function whySkipped(check: Check, { changed, signal }: CheckOptions): string | null {
  if (signal.aborted) return 'the run was stopped before it'
  if (changed === null || check.paths.length === 0) return null
  return changed.some((path) => matchGlobs(check.paths, path))
    ? null
    : 'the change touches nothing it watches'
}

/** What an earlier run wrote is taken away first: a check that dies must not be judged by old results. */
async function runOnce(check: Check, { host, signal }: CheckOptions): Promise<ToolResult> {
  const file = outputFile(check)
  if (file !== null)
    await host.call({ op: 'exec', command: `rm -f -- ${quoted(file)}`, timeout: 10_000 }, { signal })
  return host.call({ op: 'exec', command: check.run, timeout: check.timeout }, { signal })
}

function status(result: ToolResult): 'passed' | 'failed' | 'timed_out' {
  if (result.timedOut) return 'timed_out'
  return result.exitCode === 0 ? 'passed' : 'failed'
}

async function read(check: Check, result: ToolResult, { host, sources }: CheckOptions): Promise<Finding[]> {
  const path = outputFile(check)
  const file = path === null ? null : await host.call({ op: 'fetch', path, limit: MAX_OUTPUT_FILE }, {})
  return sources.read(({ tracked, paths, read }) => {
    const { findings } = parseCheck({
      check,
      exitCode: result.exitCode ?? null,
      timedOut: result.timedOut ?? false,
      output: result.output ?? result.text,
      file: file?.content === undefined ? null : Buffer.from(file.content, 'base64').toString('utf8'),
      tracked,
      paths,
      read,
    })
    return findings
  })
}

function noteOn(result: ToolResult, tries: number): string | null {
  if (result.denied !== undefined) return result.denied.slice(0, 2_000)
  if (tries === 1) return null
  return status(result) === 'passed' ? `passed on try ${tries} only: it is flaky` : `failed ${tries} times`
}

function quoted(path: string): string {
  return `'${path.replaceAll("'", "'\\''")}'`
}
