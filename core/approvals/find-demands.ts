import type { Harness } from '../harness/harness.ts'
import type { Humans } from '../harness/parts/review.ts'
import { isMatchable, matchGlobsFolded } from '../rules/globs.ts'
import type { ChangeKind } from '../rules/kinds/change-kind.ts'
import { type Approver, keyOf, toApprover } from './approver.ts'
import { type Codeowners, ownersOf } from './codeowners.ts'
import type { Demand, Evidence } from './demand.ts'
import { protectedPaths } from './protected-paths.ts'

export type AskingChange = {
  /** The rules of the base commit. */
  harness: { scope: Pick<Harness['scope'], 'protect'>; review: Pick<Harness['review'], 'humans'> }
  kinds: readonly ChangeKind[]
  /** Every changed path: deleted and binary ones and both sides of a rename, too. */
  changed: readonly string[]
  /** An agent wrote the change, or a part of it. */
  byAgent: boolean
  /** Of the base commit. */
  codeowners: Codeowners
  /** Changed files that GitHub did not list: anything may be in them. */
  unlisted: number
  /** What rules ask a person for: an inline ignore an agent added. */
  extra: readonly { path: string; line: number | null; why: string }[]
}

/** Whom a change asks for, each with what asks. Those that ask the same people for as many approvals are one. */
export function findDemands(change: AskingChange): Demand[] {
  const { humans } = change.harness.review
  const demands = humans.flatMap((one) => demandsOf(one, change))
  // What is built in cannot be configured away: an agent's change of it asks for a person, whatever `humans` says.
  if (change.byAgent && !humans.some(({ when }) => when.protected))
    demands.push(...demandsOf({ when: { protected: true, paths: [], kinds: [] }, by: [], count: 1 }, change))
  const kinds = change.byAgent
    ? ALWAYS_ASKED.filter((kind) => !humans.some(({ when }) => when.kinds.includes(kind)))
    : []
  if (kinds.length > 0)
    demands.push(...demandsOf({ when: { protected: false, paths: [], kinds }, by: [], count: 1 }, change))
  if (change.extra.length > 0)
    demands.push(anybody(change.extra.map((one) => ({ asks: 'rule' as const, ...one }))))
  return joinEqual(demands)
}

/** Of an agent's change; the App's own judgement before it publishes says the same. */
const ALWAYS_ASKED: ChangeKind['kind'][] = ['test-weakened', 'ci', 'binary', 'mode']

function demandsOf({ when, by, count }: Humans, change: AskingChange): Demand[] {
  const { harness, changed, kinds, byAgent, codeowners, unlisted } = change
  const evidence: Evidence[] = [
    ...(when.protected ? protectedPaths(changed, { scope: harness.scope, byAgent }) : []).map((one) =>
      asking('protected', one),
    ),
    ...changed
      .filter((path) => when.paths.length > 0 && (!isMatchable(path) || matchGlobsFolded(when.paths, path)))
      .map((path) => asking('path', { path, why: 'is named in `review.humans`' })),
    ...kinds
      .filter(({ kind }) => when.kinds.includes(kind))
      .map(({ kind, path, line, evidence: why }) => ({ asks: kind, path, line, why })),
  ]
  const protects = when.protected && (byAgent || harness.scope.protect.length > 0)
  if (unlisted > 0 && (protects || when.paths.length + when.kinds.length > 0))
    evidence.push(notListed(unlisted))
  if (evidence.length === 0) return []
  const named = by.map(toApprover).filter((one) => one !== null)
  return by.includes('codeowners')
    ? demandsOfOwners(evidence, { named, count, codeowners })
    : [{ evidence, whom: named, count, obstacle: null }]
}

/** As GitHub counts: each owned path needs one of its own owners. What nobody owns needs whoever else is named. */
function demandsOfOwners(
  evidence: Evidence[],
  { named, count, codeowners }: { named: Approver[]; count: number; codeowners: Codeowners },
): Demand[] {
  return evidence.map((one) => {
    const owned = one.path === null ? null : ownersOf(codeowners, one.path)
    const whom = owned === null ? named : [...owned.owners, ...named]
    return { evidence: [one], whom, count, obstacle: whyUnknown(one, codeowners) }
  })
}

function whyUnknown({ path }: Evidence, codeowners: Codeowners): string | null {
  if (codeowners.kind === 'unusable')
    return `The owners are not known: ${codeowners.path} cannot be used, ${codeowners.why}. Mend it on the base branch.`
  return path === null && codeowners.kind === 'read'
    ? 'The owners of files that are not listed are not known. Split the pull request.'
    : null
}

function asking(asks: Evidence['asks'], { path, why }: { path: string; why: string }): Evidence {
  return { asks, path, line: null, why }
}

function notListed(count: number): Evidence {
  const files = count === 1 ? '1 changed file is' : `${count} changed files are`
  return {
    asks: 'unlisted',
    path: null,
    line: null,
    why: `${files} not listed by GitHub: anything may be in them`,
  }
}

function anybody(evidence: Evidence[]): Demand {
  return { evidence, whom: [], count: 1, obstacle: null }
}

function joinEqual(demands: Demand[]): Demand[] {
  const joined = new Map<string, Demand & { seen: Set<string> }>()
  for (const { evidence, whom, count, obstacle } of demands) {
    const people = [...new Map(whom.map((one) => [keyOf(one), one])).values()]
    const key = JSON.stringify([people.map(keyOf).sort(), count, obstacle])
    const into = joined.get(key) ?? { evidence: [], whom: people, count, obstacle, seen: new Set() }
    joined.set(key, into)
    for (const one of evidence) {
      const same = JSON.stringify([one.asks, one.path, one.line, one.why])
      if (!into.seen.has(same)) into.evidence.push(one)
      into.seen.add(same)
    }
  }
  return [...joined.values()].map(({ seen: _, ...demand }) => demand)
}
