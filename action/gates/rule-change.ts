import type { Harness } from '../../core/harness/harness.ts'
import {
  applyRules,
  type Repository,
  type RuledFile,
  type RuleEngine,
  type RuleResult,
} from '../../core/rules/apply-rules.ts'
import type { Finding } from '../../core/rules/finding.ts'
import { languagesOfRules } from '../../core/rules/languages-of-rules.ts'
import { unseen } from '../../core/rules/unseen.ts'
import { loadSyntax } from '../../core/syntax/syntax.ts'
import { toText } from '../changes.ts'
import { readBlobs } from '../git/blobs.ts'
import type { Workspace } from '../workspace.ts'

/** How far imports are followed; each round reads what those of the last one import. */
const MAX_ROUNDS = 100

export type TextChange = {
  /** What the rules are applied to. */
  files: RuledFile[]
  /** All that differs from the base, by path: its text, null for what has none, undefined for what is deleted. */
  edited: ReadonlyMap<string, string | null | undefined>
  skip?: readonly RuleEngine[]
}

/** Applies the rules to a change of the workspace's base, by the agent. Texts of other files come from git. */
export async function ruleChange(
  harness: Harness,
  change: TextChange,
  { base, git }: Pick<Workspace, 'base' | 'git'>,
): Promise<RuleResult> {
  const texts = new Map<string, string | null>()
  const before: Repository = { paths: new Set(base.keys()), read: (path) => readBase(path) }
  const after = withEdits(before, change.edited)
  const paths = [...change.edited.keys()]
  const languages = languagesOfRules(harness, paths)
  const input = {
    harness,
    files: change.files,
    changed: paths,
    repository: after,
    base: before,
    syntax: languages.length === 0 ? null : await loadSyntax(languages),
    today: new Date().toISOString().slice(0, 10),
    byAgent: true,
    skip: change.skip ?? [],
    memory: new Map(),
  }
  const unread = harness.layers === null || input.skip.includes('layers') ? [] : await readImported()
  const result = applyRules(input)
  return { ...result, findings: [...result.findings, ...unread.slice(0, 1).map(notReached)] }

  /** Reads what the changed files import, and what that imports, as far as the rules follow it. */
  async function readImported(): Promise<string[]> {
    const followed = { ...input, skip: ['regex', 'ast', 'pair'] as const }
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const { unread: wanted } = applyRules(followed)
      if (wanted.length === 0) return []
      await load(wanted)
    }
    return applyRules(followed).unread
  }

  function readBase(path: string): string | null | undefined {
    return base.get(path)?.mode.startsWith('100') ? texts.get(path) : null
  }

  async function load(paths: string[]): Promise<void> {
    const oids = new Map(paths.map((path) => [path, base.get(path)?.oid ?? '']))
    const blobs = await readBlobs(
      git,
      [...oids.values()].filter((oid) => oid !== ''),
    )
    for (const [path, oid] of oids) texts.set(path, toText(blobs.get(oid)))
  }
}

function notReached(path: string): Finding {
  const message = `Imports were followed ${MAX_ROUNDS} files deep and not to their end, so circles may be missed.`
  return unseen({ id: 'cycles', level: 'error' }, { path, message, preexisting: false })
}

function withEdits(base: Repository, edited: TextChange['edited']): Repository {
  const paths = new Set(base.paths)
  for (const [path, text] of edited) {
    if (text === undefined) paths.delete(path)
    else paths.add(path)
  }
  return { paths, read: (path) => (edited.has(path) ? (edited.get(path) ?? null) : base.read(path)) }
}
