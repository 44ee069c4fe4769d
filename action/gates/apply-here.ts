import type { Harness } from '../../core/harness/harness.ts'
import {
  applyRules,
  type ImportMemory,
  type Repository,
  type RuledFile,
  type RuleEngine,
  type RuleResult,
} from '../../core/rules/apply-rules.ts'
import { languagesOfRules } from '../../core/rules/languages-of-rules.ts'
import { loadSyntax, type Syntax } from '../../core/syntax/syntax.ts'

/** A change of a commit and the rules for it, as plain data: it crosses to another process. */
export type Applying = {
  harness: Harness
  files: RuledFile[]
  /** All that differs from the base, by path: its text, null for what has none, undefined for what is deleted. */
  edited: ReadonlyMap<string, string | null | undefined>
  skip: readonly RuleEngine[]
  /** Every path of the base, parted by NUL, and those of them that are links or submodules. */
  paths: string
  textless: ReadonlySet<string>
  /** Of the base, as far as they are known. */
  texts: ReadonlyMap<string, string | null>
  today: string
}

export type Applied = RuleResult & {
  /** Why engines that need a parser were left out, in a sentence; null when none was. */
  unable: string | null
}

/** Applies the rules in this process; `memory` saves what was read of files for the next time. */
export async function applyHere(asked: Applying, memory: ImportMemory): Promise<Applied> {
  const { harness, files, edited, skip, today } = asked
  const { syntax, unable } = await parsersFor(harness, edited.keys())
  const before = baseOf(asked)
  const result = applyRules({
    harness,
    files,
    changed: [...edited.keys()],
    repository: withEdits(before, edited),
    base: before,
    syntax,
    today,
    byAgent: true,
    skip: unable === null ? skip : [...skip, 'ast', 'layers'],
    memory,
  })
  return { ...result, unable }
}

function baseOf({ paths, textless, texts }: Applying): Repository {
  const all = new Set(paths.split('\0'))
  const read = (path: string) => (all.has(path) && !textless.has(path) ? texts.get(path) : null)
  return { paths: all, read }
}

function withEdits(base: Repository, edited: Applying['edited']): Repository {
  const paths = new Set(base.paths)
  for (const [path, text] of edited) {
    if (text === undefined) paths.delete(path)
    else paths.add(path)
  }
  return { paths, read: (path) => (edited.has(path) ? (edited.get(path) ?? null) : base.read(path)) }
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
