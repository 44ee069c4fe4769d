import type { Limits } from '../../run/limits.ts'
import { defaultHarness } from '../default-harness.ts'
import type { HarnessProblem } from '../harness.ts'
import { narrowHarness } from './narrow-harness.ts'
import { narrowToOperator } from './narrow-to-operator.ts'
import type { Effective, Source } from './origin.ts'

export type EffectiveHarness =
  | ({ kind: 'ok' } & Effective)
  /** Every way in which a file widens what it may only narrow, at the lines of `file`. */
  | { kind: 'broken'; problems: HarnessProblem[] }

/**
 * The configuration that holds in a repository: the files it extends, in their order, then its own, each of which only
 * narrows those before it; then the operator's limits, where they are given. Labels and roles: narrowToTask.
 */
export function effectiveHarness({
  parents,
  file,
  operator = null,
}: {
  parents: readonly Source[]
  file: Source
  operator?: Limits | null
}): EffectiveHarness {
  const problems: HarnessProblem[] = []
  let effective: Effective = { harness: defaultHarness(), origins: new Map() }
  for (const [index, source] of [...parents, file].entries()) {
    const next = narrowHarness(effective, source)
    effective = next.effective
    problems.push(
      ...(source === file
        ? next.problems
        : next.problems.map((problem) => atExtends(file, { problem, index, name: source.name }))),
    )
  }
  if (problems.length > 0) return { kind: 'broken', problems }
  return { kind: 'ok', ...(operator === null ? effective : narrowToOperator(effective, operator)) }
}

/** What is wrong with a file that is extended is told where the repository names it. */
export function atExtends(
  file: Pick<Source, 'places'>,
  { problem, index, name }: { problem: HarnessProblem; index: number; name: string },
): HarnessProblem {
  const place = file.places(['extends', index]) ?? { line: 1, column: 1 }
  const key = problem.path === '' ? '' : ` ${problem.path}`
  const message = `${name}:${problem.line}:${problem.column}${key}: ${problem.message}`
  return { ...place, path: `extends[${index}]`, message }
}
