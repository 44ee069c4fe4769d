import type { Harness } from '../../core/harness/harness.ts'
import {
  applyRules,
  type Repository,
  type RuledFile,
  type RuleEngine,
  type RuleResult,
} from '../../core/rules/apply-rules.ts'
import { toText } from '../changes.ts'
import { readBlobs } from '../git/blobs.ts'
import type { Workspace } from '../workspace.ts'

/** How often texts that were found missing are read; each time what they import in turn is looked at. */
const MAX_ROUNDS = 50

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
  const input = {
    harness,
    files: change.files,
    changed: [...change.edited.keys()],
    repository: after,
    base: before,
    syntax: null,
    today: new Date().toISOString().slice(0, 10),
    byAgent: true,
    skip: change.skip ?? [],
    memory: new Map(),
  }
  let result = applyRules(input)
  for (let round = 1; result.unread.length > 0 && round < MAX_ROUNDS; round++) {
    await load(result.unread)
    result = applyRules(input)
  }
  return result

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

function withEdits(base: Repository, edited: TextChange['edited']): Repository {
  const paths = new Set(base.paths)
  for (const [path, text] of edited) {
    if (text === undefined) paths.delete(path)
    else paths.add(path)
  }
  return { paths, read: (path) => (edited.has(path) ? (edited.get(path) ?? null) : base.read(path)) }
}
