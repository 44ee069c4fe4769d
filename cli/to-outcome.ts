import type { Harness } from '../core/harness/harness.ts'
import type { RuleResult } from '../core/rules/apply-rules.ts'
import type { Finding } from '../core/rules/finding.ts'
import type { Outcome } from './formats/format.ts'
import type { Checkout } from './repository/checkout.ts'

type Seen = {
  harness: Harness
  checkout: Checkout
  judged: string
  /** The rules applied are not those the app will apply. */
  rulesDiffer: boolean
}

const RANK = { error: 0, warn: 1, info: 2 } as const
/** Reasons why files were not looked at, of each so many are named. */
const NAMED = 3

/** What the rules gave → what is written, with everything that was not looked at said. */
export function toOutcome(result: RuleResult, { harness, checkout, judged, rulesDiffer }: Seen): Outcome {
  const sorted = result.findings.toSorted(byPlace)
  return {
    findings: sorted.filter(({ preexisting }) => !preexisting),
    old: sorted.filter(({ preexisting }) => preexisting),
    waived: result.waived.length,
    ignored: result.ignored.length,
    notes: [...elsewhere(harness), ...skipped(checkout), ...(rulesDiffer ? [DIFFER] : [])],
    judged,
    line: (path, line) =>
      checkout
        .read(path)
        ?.replace(/^\ufeff/, '')
        .split(/\r?\n/)[line - 1] ?? null,
  }
}

const DIFFER =
  'The rules here are not those of the base commit, which the app applies to a pull request; --rules base applies them.'

/** What this engine does not do by itself. */
function elsewhere({ invariants, extends: parents }: Harness): string[] {
  const engines = (['run', 'ask'] as const).map((engine) => ({
    engine,
    count: invariants.filter((rule) => rule.engine === engine).length,
  }))
  return [
    ...engines
      .filter(({ count }) => count > 0)
      .map(
        ({ engine, count }) =>
          `${count} rule${count === 1 ? '' : 's'} with \`${engine}\` only run in a runner and were not applied.`,
      ),
    ...(parents.length > 0
      ? [`What ${parents.join(', ')} says was not applied: the command line reads no other repository.`]
      : []),
  ]
}

function skipped({ skipped: paths }: Checkout): string[] {
  const reasons = Map.groupBy(paths, ([, why]) => why)
  return [...reasons].map(([why, found]) => {
    const named = found.slice(0, NAMED).map(([path]) => path)
    const more = found.length > NAMED ? ` and ${found.length - NAMED} more` : ''
    return `Not looked at, because ${why}: ${named.join(', ')}${more}.`
  })
}

function byPlace(a: Finding, b: Finding): number {
  const [left, right] = [a.path ?? '', b.path ?? '']
  if (left !== right) return left < right ? -1 : 1
  return (a.range?.startLine ?? 0) - (b.range?.startLine ?? 0) || RANK[a.level] - RANK[b.level]
}
