import type { Harness } from '../core/harness/harness.ts'
import {
  applyRules,
  type ImportMemory,
  type Repository,
  type RuledFile,
  type RuleResult,
} from '../core/rules/apply-rules.ts'
import { languagesOfRules } from '../core/rules/languages-of-rules.ts'
import { loadSyntax } from '../core/syntax/syntax.ts'
import type { Checkout } from './repository/checkout.ts'
import type { Base } from './repository/read-base.ts'
import type { ChangedPath } from './repository/read-change.ts'

export type Judging = {
  harness: Harness
  checkout: Checkout
  /** What is judged. */
  changes: ChangedPath[]
  /** What it is compared with; null: everything counts as new. */
  base: { texts: Base; tree: Repository } | null
  today: string
  step: (text: string) => void
  /** Imports that were read before, for whoever judges more than once. */
  memory?: ImportMemory
}

/** Applies the rules to a checkout, with the code that the app and the runner apply them with. */
export async function judgeCheckout(judging: Judging): Promise<RuleResult> {
  const { harness, checkout, changes, base, today, step, memory } = judging
  step(`Reading ${changes.length} files`)
  const texts = base?.texts ?? null
  // Git reads the old texts while the parsers are loaded.
  const preparing = texts?.prepare(
    changes.flatMap(({ path, from, status }) => (status === 'added' ? [] : [from ?? path])),
  )
  preparing?.catch(() => undefined)
  const languages = languagesOfRules(
    harness,
    changes.flatMap(({ path, status }) => (status === 'deleted' ? [] : [path])),
  )
  const syntax = languages.length === 0 ? null : await loadSyntax(languages)
  await preparing
  const files = changes.flatMap((change) => toFile(change, checkout, texts))
  step(`Applying ${harness.invariants.length} rules${harness.layers === null ? '' : ' and the layers'}`)
  const repository = { paths: checkout.paths, read: checkout.read }
  return applyRules({
    harness,
    files,
    changed: changes.flatMap(({ path, from }) => (from === null ? [path] : [from, path])),
    repository,
    base: base?.tree ?? null,
    syntax,
    today,
    byAgent: false,
    // A server has to bound what strangers' rules cost it; here whoever waits can stop, and wants every file looked at.
    work: Number.POSITIVE_INFINITY,
    ...(memory !== undefined && { memory }),
  })
}

function toFile({ path, from, status }: ChangedPath, checkout: Checkout, base: Base | null): RuledFile[] {
  const content = status === 'deleted' ? null : checkout.read(path)
  if (content === null) return []
  const before = base === null || status === 'added' ? null : (base.read(from ?? path) ?? null)
  return [{ path, content, base: before, ...(from !== null && { renamedFrom: from }) }]
}
