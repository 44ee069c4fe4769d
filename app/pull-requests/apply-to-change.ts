import type { Harness } from '../../core/harness/harness.ts'
import { applyRules, type RuledFile, type RuleEngine, type RuleResult } from '../../core/rules/apply-rules.ts'
import { findOutOfScope } from '../../core/rules/find-out-of-scope.ts'
import { type ApplyingRule, rulesThatApply } from '../../core/rules/rules-that-apply.ts'
import { type NotLookedAt, type ToldGaps, tellNotLookedAt } from '../../core/say/not-looked-at.ts'
import { languageOf } from '../../core/syntax/language.ts'
import type { PullRequestChange } from './read-change.ts'
import { syntaxFor } from './syntax-for.ts'
import { treesOfChange } from './trees-of-change.ts'

/** What rules may cost here, in steps of some 12 ns: a fifth of what a runner spends, for others wait meanwhile. */
export const MOST_WORK = 100_000_000

/** A change and the rules for it, as plain data. */
export type ChangeToJudge = Pick<PullRequestChange, 'files' | 'notRead' | 'unlisted'> & {
  harness: Harness
  /** This App wrote it. */
  byAgent: boolean
  /** Of the head, parted by NUL. */
  paths: string
  /** GitHub listed only a part of them. */
  pathsCut: boolean
  /** Of unchanged files, as far as they are known. */
  texts: ReadonlyMap<string, string | null>
  today: string
}

export type JudgedChange = {
  applying: ApplyingRule[]
  /** `unread`: paths whose texts would tell more. */
  result: RuleResult
} & ToldGaps

/** Applies the rules to a pull request. Scope is for agents: it counts where this App wrote the change, and nowhere else. */
export async function applyToChange(change: ChangeToJudge): Promise<JudgedChange> {
  const { harness, byAgent } = change
  const changed = change.files.flatMap(({ path, renamedFrom }) =>
    renamedFrom === undefined ? [path] : [renamedFrom, path],
  )
  const applying = [
    ...rulesThatApply(harness, changed),
    ...(byAgent ? [{ id: 'scope', level: 'error', engine: 'scope' } as const] : []),
  ]
  const trees = treesOfChange(change)
  const { syntax, skip } = await syntaxFor(harness, changed)
  const result = applyRules({
    harness,
    files: change.files.flatMap(toRuled),
    changed,
    repository: trees.now,
    base: trees.before,
    syntax,
    today: change.today,
    byAgent,
    skip,
    work: MOST_WORK,
  })
  const findings = byAgent ? [...result.findings, ...findOutOfScope(changed, harness.scope)] : result.findings
  return {
    applying,
    result: { ...result, findings },
    ...tellNotLookedAt(whatNot(change, { applying, skip, unread: result.unread.length })),
  }
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

/** Rules that look into files. */
const LOOKING: readonly string[] = ['regex', 'ast', 'layers']

function whatNot(change: ChangeToJudge, { applying, skip, unread }: Rest): NotLookedAt {
  const looking = (paths: readonly string[]) =>
    rulesThatApply(change.harness, paths).filter(({ engine }) => LOOKING.includes(engine))
  const covered = change.notRead.filter(({ path }) => looking([path]).length > 0)
  const stand = change.files.filter(({ status }) => status !== 'deleted')
  const pathsOf = (why: 'large' | 'many') => covered.filter((one) => one.why === why).map(({ path }) => path)
  const noText = stand
    .filter(({ path, binary }) => binary && languageOf(path) !== null && looking([path]).length > 0)
    .map(({ path }) => path)
  const skipped = applying.filter(({ engine }) => (skip as readonly string[]).includes(engine))
  const unseen = [...covered.map(({ path }) => path), ...noText]
  const blind = [...(unseen.length > 0 ? looking(unseen) : []), ...skipped]
  return {
    large: pathsOf('large'),
    many: pathsOf('many'),
    noText,
    blocking:
      blind.some(({ level }) => level === 'error') || (change.unlisted > 0 && mayBlock(change.harness)),
    unlisted: change.unlisted,
    treeCut: change.pathsCut && applying.some(({ engine }) => engine === 'layers'),
    unread,
    skipped,
    binaries: stand.filter(({ binary }) => binary).length,
    links: stand.filter(({ modeAfter }) => modeAfter === '120000').length,
    submodules: stand.filter(({ modeAfter }) => modeAfter === '160000').length,
    elsewhere: applying.filter(({ engine }) => engine === 'run' || engine === 'ask'),
  }
}

/** Of files whose names nobody knows. */
function mayBlock({ invariants, layers }: Harness): boolean {
  return (
    layers !== null || invariants.some(({ engine, level }) => LOOKING.includes(engine) && level === 'error')
  )
}
