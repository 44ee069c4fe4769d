import {
  applyRules,
  type RuledFile,
  type RuleInput,
  type RuleResult,
} from '../../../core/rules/apply-rules.ts'
import { languagesOfRules } from '../../../core/rules/languages-of-rules.ts'
import { loadSyntax } from '../../../core/syntax/syntax.ts'
import { harnessOf } from '../harness/harness-of.ts'

type Tree = Record<string, string>
type Told = { before?: Tree; renamed?: Record<string, string> } & Partial<
  Pick<RuleInput, 'today' | 'byAgent' | 'skip' | 'work' | 'base' | 'repository'>
>

/**
 * A change from one tree to another, judged by a harness; whatever differs is changed. Without `before` all is new.
 * `renamed` are old paths by new ones.
 */
export async function judge(yaml: string, after: Tree, told: Told = {}): Promise<RuleResult> {
  const { before = {}, renamed = {}, ...more } = told
  const harness = harnessOf(`version: 1\n${yaml}`)
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  const changed = paths.filter((path) => before[path] !== after[path])
  const syntax = await loadSyntax(languagesOfRules(harness, changed))
  return applyRules({
    harness,
    files: changed.flatMap((path): RuledFile[] => {
      const content = after[path]
      const old = renamed[path]
      if (content === undefined) return []
      const base = before[old ?? path] ?? null
      return [{ path, content, base, ...(old === undefined ? {} : { renamedFrom: old }) }]
    }),
    changed,
    repository: repositoryOf(after),
    base: repositoryOf(before),
    syntax,
    today: '2026-11-25',
    byAgent: false,
    ...more,
  })
}

export function repositoryOf(tree: Tree): RuleInput['repository'] {
  const texts = new Map(Object.entries(tree))
  return { paths: new Set(texts.keys()), read: (path) => texts.get(path) ?? null }
}

/** "src/a.ts:3 layers/ui", old ones with a mark. */
export function places({ findings }: Pick<RuleResult, 'findings'>): string[] {
  return findings.map(
    ({ path, range, rule, preexisting }) =>
      `${path}:${range?.startLine ?? '-'} ${rule}${preexisting ? ' (old)' : ''}`,
  )
}
