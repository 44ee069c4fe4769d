import { lower } from '../../core/checks/to-findings.ts'
import type { Check, Harness, InvariantOf } from '../../core/harness/harness.ts'
import { plural } from '../../core/say/numbers.ts'
import type { Except } from './except.ts'
import { type CheckOptions, type CheckRun, runCheck } from './run-check.ts'

/** A command that judges: a check, or (`rule`) an invariant that is one, as a check. */
export type Command = { check: Check; rule: InvariantOf<'run'> | null }

/** Rules first, then the checks, in the order of the file. */
export function commandsOf({ invariants, checks }: Harness): Command[] {
  const rules = invariants.filter((rule) => rule.engine === 'run')
  return [
    ...rules.map((rule) => ({ rule, check: asCheck(rule) })),
    ...checks.map((check) => ({ rule: null, check })),
  ]
}

/** A rule and a check may have the same name. */
export function keyOf({ check, rule }: Command): string {
  return JSON.stringify([rule === null ? 'check' : 'rules', check.name])
}

/** @param except Takes out findings of a rule that its waivers and ignores except. */
export async function runCommand(
  { check, rule }: Command,
  options: CheckOptions & { except: Except },
): Promise<CheckRun> {
  const run = await runCheck(check, options)
  return rule === null ? run : excepted(ofRule(run, rule), options.except)
}

function asCheck({ id, run, parse, timeout, paths, level }: InvariantOf<'run'>): Check {
  return { name: id, run, parse, timeout, paths, retry: 0, required: level === 'error' }
}

/** A rule that finds only what is excepted is kept. */
function excepted({ result, findings }: CheckRun, except: Except): CheckRun {
  const kept = except(findings)
  const number = findings.length - kept.length
  if (number === 0) return { result, findings }
  const note = `${plural(number, 'finding')} waived or ignored`
  const isKept = result.status === 'failed' && kept.every(({ level }) => level === 'info')
  return {
    result: {
      ...result,
      status: isKept ? 'passed' : result.status,
      findings: kept.length,
      note: result.note === undefined ? note : `${result.note}; ${note}`,
    },
    findings: kept,
  }
}

/** What a rule's command finds are findings of the rule, in its words; one that is content has none. */
function ofRule({ result, findings }: CheckRun, rule: InvariantOf<'run'>): CheckRun {
  const { id, level, why, fix, source } = rule
  const own = result.status === 'passed' ? [] : findings
  return {
    result: { ...result, kind: 'rules', findings: own.length },
    findings: own.map((finding) => ({
      ...finding,
      rule: id,
      level: lower(finding.level, level),
      ...(why !== undefined && { why }),
      ...(fix !== undefined && { fix }),
      ...(source.length > 0 && { source }),
    })),
  }
}
