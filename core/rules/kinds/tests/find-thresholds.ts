import { lineCounter } from '../source/line-counter.ts'
import { withoutComments } from '../source/without-comments.ts'

/** A number that must be reached, or (`most`) must not be passed. */
export type Threshold = { key: string; value: number; line: number; most: boolean }

type Pattern = { files: RegExp; needs?: RegExp; sign: RegExp; most?: true }

const SCRIPTS =
  /(^|\/)(package\.json|makefile|justfile|tox\.ini|setup\.cfg|pytest\.ini|pyproject\.toml|noxfile\.py)$|^\.github\/|\.(sh|ya?ml)$/

/** One group for the name, one for the number. */
const PATTERNS: readonly Pattern[] = [
  {
    files:
      /(^|\/)((jest|vitest|vite|karma)\.(config|conf)[\w.-]*|package\.json|\.nycrc[\w.]*|\.?nyc\.config\.[cm]?js|\.c8rc[\w.]*|vitest\.workspace\.ts)$/,
    needs: /threshold|check-?coverage|"nyc"|"c8"|nycrc|lines/i,
    sign: /["']?\b(lines|branches|functions|statements)["']?[ \t]*:[ \t]*(-?\d+(?:\.\d+)?)/g,
  },
  {
    files: /\.(toml|cfg|ini)$|(^|\/)\.coveragerc$/,
    sign: /^[ \t]*(fail_under|fail-under|min_coverage|cov-fail-under)[ \t]*=[ \t]*(\d+(?:\.\d+)?)/gm,
  },
  {
    files: SCRIPTS,
    sign: /--(cov-fail-under|fail-under(?:-\w+)?|min-coverage|check-coverage-\w+|coverage-threshold|threshold)[= ](\d+(?:\.\d+)?)/g,
  },
  { files: SCRIPTS, sign: /--(max-warnings)[= ](\d+)/g, most: true },
  { files: /(^|\/)\.?codecov\.ya?ml$/, sign: /^[ \t-]*(target)[ \t]*:[ \t]*["']?(\d+(?:\.\d+)?)/gm },
  {
    files: /(^|\/)\.?codecov\.ya?ml$/,
    sign: /^[ \t-]*(threshold)[ \t]*:[ \t]*["']?(\d+(?:\.\d+)?)/gm,
    most: true,
  },
  {
    files: /\.simplecov$|_helper\.rb$/,
    sign: /\b(minimum_coverage(?:_by_file)?)[ (:]+(?:line:[ ]*)?(\d+(?:\.\d+)?)/g,
  },
  {
    files: /(pom\.xml|\.gradle(\.kts)?)$/,
    sign: /\b(minimum|mutationThreshold|coverageThreshold)(?:>|[ \t]*=[ \t]*["']?)(\d+(?:\.\d+)?)/g,
  },
  {
    files: /stryker[\w.]*\.(json|[cm]?js)$/,
    sign: /["']?\b(break|low|high)["']?[ \t]*:[ \t]*(\d+(?:\.\d+)?)/g,
  },
  {
    files: /(^|\/)\.?testcoverage\.ya?ml$/,
    sign: /^[ \t-]*(file|package|total)[ \t]*:[ \t]*(\d+(?:\.\d+)?)/gm,
  },
]

const MAX_CONFIG = 1024 * 1024

/** Thresholds of coverage and warnings in a configuration. */
export function findThresholds(path: string, text: string): Threshold[] {
  const lower = path.toLowerCase()
  const patterns = PATTERNS.filter(({ files, needs }) => files.test(lower) && (!needs || needs.test(text)))
  if (patterns.length === 0 || text.length > MAX_CONFIG) return []
  const bare = withoutComments(text, path)
  const lineOf = lineCounter(bare)
  return patterns.flatMap(({ sign, most }) =>
    Array.from(bare.matchAll(sign), (match) => ({
      key: match[1]!,
      value: Number(match[2]),
      line: lineOf(match.index),
      most: most ?? false,
    })),
  )
}

export type Lowered = { line: number | null; evidence: string }

/** Numbers of one name are compared in their order; when some are gone, the strictest are taken for those that stayed. */
export function lowered(before: readonly Threshold[], after: readonly Threshold[]): Lowered[] {
  const now = Map.groupBy(after, ({ key }) => key)
  return [...Map.groupBy(before, ({ key }) => key)].flatMap(([key, old]): Lowered[] => {
    const left = now.get(key) ?? []
    if (left.length < old.length)
      return [{ line: null, evidence: `removes the threshold ${key} of ${old[0]!.value}` }]
    return old.flatMap(({ value, most }, index) => {
      const next = left[index]!
      const weaker = most ? next.value > value : next.value < value
      return weaker
        ? [
            {
              line: next.line,
              evidence: `${most ? 'raises' : 'lowers'} ${key} from ${value} to ${next.value}`,
            },
          ]
        : []
    })
  })
}
