import { type Approver, toApprover } from './approver.ts'
import { compileOwnerPattern, matchOwnerPattern, type OwnerPattern } from './owner-pattern.ts'

/** Where GitHub looks, in this order; the first one there counts, and only on the base branch. */
export const CODEOWNERS_PATHS = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'] as const

/** GitHub does not load a file of 3 MB or more. */
const MAX_BYTES = 3 * 1024 * 1024

/** A line that GitHub skips, and why: the end of a sentence. */
export type OwnersProblem = { line: number; message: string }
type OwnersRule = { line: number; pattern: OwnerPattern; owners: Approver[] }

export type Codeowners =
  | { kind: 'none' }
  | { kind: 'read'; path: string; rules: OwnersRule[]; problems: OwnersProblem[] }
  /** There is a file that cannot be used: nobody knows who owns what. */
  | { kind: 'unusable'; path: string; why: string }

/** Lines with a mistake are skipped, as GitHub does, and reported. Text of null: no text, or too much of it. */
export function parseCodeowners(path: string, text: string | null): Codeowners {
  if (text === null) return { kind: 'unusable', path, why: 'it is no text file, or too large' }
  if (text.length >= MAX_BYTES || new TextEncoder().encode(text).length >= MAX_BYTES)
    return { kind: 'unusable', path, why: 'it has 3 MB or more, and GitHub loads no such file' }
  const rules: OwnersRule[] = []
  const problems: OwnersProblem[] = []
  for (const [index, written] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .entries()) {
    const line = index + 1
    const read = parseLine(written)
    if (read === null) continue
    if ('problem' in read) problems.push({ line, message: read.problem })
    else rules.push({ line, ...read })
  }
  return { kind: 'read', path, rules, problems }
}

/** The owners of a path: of the last line that covers it. Null when none does or when that line names nobody. */
export function ownersOf(codeowners: Codeowners, path: string): { owners: Approver[]; line: number } | null {
  if (codeowners.kind !== 'read') return null
  const rule = codeowners.rules.findLast(({ pattern }) => matchOwnerPattern(pattern, path))
  return rule === undefined || rule.owners.length === 0 ? null : { owners: rule.owners, line: rule.line }
}

/** Null for a line that says nothing. Words are parted by white space; a word that begins with # begins a comment. */
function parseLine(text: string): { pattern: OwnerPattern; owners: Approver[] } | { problem: string } | null {
  const [first, ...others] = wordsOf(text)
  if (first === undefined) return null
  const compiled = compileOwnerPattern(first)
  if ('problem' in compiled) return compiled
  const owners: Approver[] = []
  for (const word of others) {
    const owner = toApprover(word)
    if (owner === null)
      return {
        problem: `names ${JSON.stringify(word.slice(0, 60))}, which is no @login, @org/team or address`,
      }
    owners.push(owner)
  }
  return { pattern: compiled.pattern, owners }
}

/** A space after a backslash belongs to the pattern. */
function wordsOf(text: string): string[] {
  const words = text.match(/(?:\\.|[^\s\\]|\\$)+/g) ?? []
  const comment = words.findIndex((word) => word.startsWith('#'))
  return comment === -1 ? words : words.slice(0, comment)
}
