import { checkText } from './check-text.ts'
import { explainIssues } from './explain-issues.ts'
import { findDuplicates } from './find-duplicates.ts'
import { findWrongNames } from './find-wrong-names.ts'
import type { Harness, HarnessProblem } from './harness.ts'
import { lineStarts, type Places, placeAt, placesIn } from './places.ts'
import { readYaml } from './read-yaml.ts'
import { agentYmlSchema } from './schema/agent-yml.ts'
import { toHarness } from './to-harness.ts'
import { formatPath, type Misplaced, toValue } from './yaml-node.ts'

export type ParsedHarness =
  /** `places` tells what the file itself says, and where. */
  | { kind: 'ok'; harness: Harness; places: Places }
  /** Every mistake that could be found, in the order of the file. Never defaults in place of a broken file. */
  | { kind: 'broken'; problems: HarnessProblem[] }

/** Text of `.github/agent.yml` (`path` names it in sentences) → the harness, or all that is wrong with it. Pure and bounded for any text. */
export function parseHarness(text: string, path: string): ParsedHarness {
  const unfit = checkText(text.replace(/^\ufeff/, ' '), path)
  if (unfit) return broken(text, [unfit])
  const yaml = readYaml(text, path)
  if (yaml.kind === 'broken') return broken(text, yaml.problems)
  const { root } = yaml
  const parsed = agentYmlSchema.safeParse(toValue(root))
  const problems = [
    ...yaml.problems,
    ...(parsed.success ? [] : explainIssues(parsed.error.issues, root)),
    ...findDuplicates(root),
    ...findWrongNames(root),
  ]
  if (problems.length > 0 || !parsed.success) return broken(text, problems)
  return { kind: 'ok', harness: toHarness(parsed.data), places: placesIn(root, text) }
}

const MAX_PROBLEMS = 50

function broken(text: string, misplaced: Misplaced[]): ParsedHarness {
  const sorted = misplaced.toSorted((a, b) => a.at - b.at)
  const starts = lineStarts(text.slice(0, (sorted.at(-1)?.at ?? 0) + 1))
  const shown = sorted
    .slice(0, MAX_PROBLEMS)
    .map(({ at, path, message }) => ({ ...placeAt(starts, at), path: formatPath(path), message }))
  const last = shown.at(-1)
  if (last && sorted.length > MAX_PROBLEMS)
    shown.push({ ...last, path: '', message: `and ${sorted.length - MAX_PROBLEMS} more mistakes below` })
  return { kind: 'broken', problems: shown }
}
