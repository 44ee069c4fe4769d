import type { Harness } from '../../core/harness/harness.ts'
import { applyRules, type RuledFile, type RuleEngine, type RuleResult } from '../../core/rules/apply-rules.ts'
import { findOutOfScope } from '../../core/rules/find-out-of-scope.ts'
import { type ApplyingRule, rulesThatApply } from '../../core/rules/rules-that-apply.ts'
import { type NotLookedAt, tellNotLookedAt } from '../../core/say/not-looked-at.ts'
import type { RepositoryClient } from '../github/installation.ts'
import type { PullRequestChange } from './read-change.ts'
import { readMore } from './read-more.ts'
import { syntaxFor } from './syntax-for.ts'
import type { TextCache } from './text-cache.ts'
import { type Trees, treesOfChange } from './trees-of-change.ts'

/** Unchanged files that are read for rules which look beyond the change (cycles), in so many rounds. */
const MORE = { rounds: 2, files: 100, bytes: 4 * 1024 * 1024 }

/** What rules may cost here, in steps of some 12 ns: a fifth of what a runner spends, for others wait meanwhile. */
export const MOST_WORK = 100_000_000

type Judging = {
  change: PullRequestChange
  harness: Harness
  today: string
  repository: number
  cache: TextCache
}

export type JudgedChange = {
  applying: ApplyingRule[]
  result: RuleResult
  unjudged: string[]
  notes: string[]
}

/**
 * Applies the rules to a pull request. Scope is for agents: it counts where this App wrote the change, and nowhere else.
 * @throws when GitHub does not answer.
 */
export async function judgeChange(client: RepositoryClient, judging: Judging): Promise<JudgedChange> {
  const { change, harness } = judging
  const changed = change.files.flatMap(({ path, renamedFrom }) =>
    renamedFrom === undefined ? [path] : [renamedFrom, path],
  )
  const byAgent = change.author.isThisApp
  const applying = [
    ...rulesThatApply(harness, changed),
    ...(byAgent ? [{ id: 'scope', level: 'error', engine: 'scope' } as const] : []),
  ]
  const trees = treesOfChange(change)
  trees.learn(change.manifests)
  const { syntax, skip } = await syntaxFor(harness, changed)
  const memory = new Map()
  const apply = () =>
    applyRules({
      harness,
      files: change.files.flatMap(toRuled),
      changed,
      repository: trees.now,
      base: trees.before,
      syntax,
      today: judging.today,
      byAgent,
      skip,
      memory,
      work: MOST_WORK,
    })
  const result = await untilRead(client, { ...judging, trees, apply })
  const findings = byAgent ? [...result.findings, ...findOutOfScope(changed, harness.scope)] : result.findings
  return {
    applying,
    result: { ...result, findings },
    ...tellNotLookedAt(whatNot(judging, { applying, skip, unread: result.unread.length })),
  }
}

/** Reads what rules ask for and applies them again, in bounds: the rest stays `unread`. */
async function untilRead(
  client: RepositoryClient,
  { change, repository, cache, trees, apply }: Judging & { trees: Trees; apply: () => RuleResult },
): Promise<RuleResult> {
  let result = apply()
  for (let round = 0; round < MORE.rounds && result.unread.length > 0; round++) {
    const most = { files: MORE.files, bytes: MORE.bytes }
    const texts = await readMore(client, cache, { repository, tree: change.tree, paths: result.unread, most })
    if (texts.size === 0) break
    trees.learn(texts)
    result = apply()
  }
  return result
}

function toRuled({
  path,
  before,
  after,
  binary,
  renamedFrom,
}: PullRequestChange['files'][number]): RuledFile[] {
  if (after === null || binary) return []
  return [{ path, content: after, base: before, ...(renamedFrom === undefined ? {} : { renamedFrom }) }]
}

type Rest = { applying: ApplyingRule[]; skip: readonly RuleEngine[]; unread: number }

function whatNot({ change, harness }: Judging, { applying, skip, unread }: Rest): NotLookedAt {
  const covered = change.notRead.filter(({ path }) =>
    rulesThatApply(harness, [path]).some(({ engine }) => ['regex', 'ast', 'layers'].includes(engine)),
  )
  const stand = change.files.filter(({ status }) => status !== 'deleted')
  const pathsOf = (why: 'large' | 'many') => covered.filter((one) => one.why === why).map(({ path }) => path)
  return {
    large: pathsOf('large'),
    many: pathsOf('many'),
    unlisted: change.unlisted,
    treeCut: change.tree.truncated && applying.some(({ engine }) => engine === 'layers'),
    unread,
    skipped: applying.filter(({ engine }) => (skip as readonly string[]).includes(engine)),
    binaries: stand.filter(({ binary }) => binary).length,
    links: stand.filter(({ modeAfter }) => modeAfter === '120000').length,
    submodules: stand.filter(({ modeAfter }) => modeAfter === '160000').length,
    elsewhere: applying.filter(({ engine }) => engine === 'run' || engine === 'ask'),
  }
}
