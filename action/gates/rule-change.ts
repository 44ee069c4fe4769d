import type { Harness } from '../../core/harness/harness.ts'
import {
  applyRules,
  type ImportMemory,
  type Repository,
  type RuledFile,
  type RuleEngine,
  type RuleResult,
} from '../../core/rules/apply-rules.ts'
import type { Finding } from '../../core/rules/finding.ts'
import { languagesOfRules } from '../../core/rules/languages-of-rules.ts'
import { unseen } from '../../core/rules/unseen.ts'
import { loadSyntax, type Syntax } from '../../core/syntax/syntax.ts'
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

export type Ruled = RuleResult & {
  /** What could not be judged here, in a sentence; null when all was. The app judges it again in any case. */
  unable: string | null
}

/** Applies the rules to a change of the workspace's base, by the agent. Texts of other files come from git. */
export async function ruleChange(
  harness: Harness,
  change: TextChange,
  workspace: Pick<Workspace, 'base' | 'git'>,
): Promise<Ruled> {
  const { texts, before, memory } = knownOf(workspace)
  const { syntax, unable } = await parsersFor(harness, change.edited.keys())
  const skip = change.skip ?? []
  const input = {
    harness,
    files: change.files,
    changed: [...change.edited.keys()],
    repository: withEdits(before, change.edited),
    base: before,
    syntax,
    today: new Date().toISOString().slice(0, 10),
    byAgent: true,
    skip: unable === null ? skip : [...skip, 'ast' as const, 'layers' as const],
    memory,
  }
  const unread = harness.layers === null || input.skip.includes('layers') ? [] : await readImported()
  const result = applyRules(input)
  return { ...result, findings: [...result.findings, ...unread.slice(0, 1).map(notReached)], unable }

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

  async function load(paths: string[]): Promise<void> {
    const oids = new Map(paths.map((path) => [path, workspace.base.get(path)?.oid ?? '']))
    const blobs = await readBlobs(
      workspace.git,
      [...oids.values()].filter((oid) => oid !== ''),
    )
    for (const [path, oid] of oids) texts.set(path, toText(blobs.get(oid)))
  }
}

type Known = { texts: Map<string, string | null>; before: Repository; memory: ImportMemory }

/** What was read of a base commit stays read: after the first edit the next ones only look at what is new. */
const known = new WeakMap<Workspace['base'], Known>()

function knownOf({ base }: Pick<Workspace, 'base'>): Known {
  const made = known.get(base)
  if (made !== undefined) return made
  const texts: Known['texts'] = new Map()
  const read = (path: string) => (base.get(path)?.mode.startsWith('100') ? texts.get(path) : null)
  const fresh = { texts, before: { paths: new Set(base.keys()), read }, memory: new Map() }
  known.set(base, fresh)
  return fresh
}

/** Parsers are loaded when a rule first needs one: a run without such rules never waits for them. */
async function parsersFor(
  harness: Harness,
  paths: Iterable<string>,
): Promise<{ syntax: Syntax | null; unable: string | null }> {
  const languages = languagesOfRules(harness, paths)
  if (languages.length === 0) return { syntax: null, unable: null }
  try {
    return { syntax: await loadSyntax(languages), unable: null }
  } catch (error) {
    const why = (error instanceof Error ? error.message : String(error)).split('\n')[0]
    return {
      syntax: null,
      unable: `Imports and syntax trees were not judged in this runner, which has no parsers (${why}).`,
    }
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
