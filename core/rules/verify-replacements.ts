import type { Harness } from '../harness/harness.ts'
import { compileRegex } from './compile-regex.ts'
import { findMatches } from './find-matches.ts'
import type { Finding } from './finding.ts'
import { toTextLines } from './text-lines.ts'
import { startWork, type Work } from './work.ts'

type Given = {
  harness: Pick<Harness, 'invariants' | 'review'>
  /** The changed text files, as the change leaves them. */
  files: readonly { path: string; content: string }[]
}

/**
 * Which exact replacements may become suggestions, as `review.suggestions` says. `verified`: when a replacement is put
 * in, its own rule finds less than before; what only a tool claims cannot be tried here and stays words.
 */
export function verifyReplacements(findings: readonly Finding[], { harness, files }: Given): Finding[] {
  const { suggestions } = harness.review
  if (suggestions === 'all') return [...findings]
  const work = startWork()
  const texts = new Map(files.map(({ path, content }) => [path, content]))
  return findings.map((finding) => {
    if (finding.replacement === undefined) return finding
    if (suggestions === 'verified' && mends(finding, { harness, texts, work })) return finding
    const { replacement: _, ...words } = finding
    return words
  })
}

function mends(
  { rule: id, path, range, replacement }: Finding,
  { harness, texts, work }: { harness: Given['harness']; texts: Map<string, string>; work: Work },
): boolean {
  const rule = harness.invariants.find((one) => one.engine === 'regex' && one.id === id)
  const text = path === null ? undefined : texts.get(path)
  if (rule?.engine !== 'regex' || text === undefined || range === null || replacement === undefined)
    return false
  const compiled = compileRegex(rule.regex, rule.flags)
  if (compiled.kind === 'refused') return false
  const lines = toTextLines(text).text.split('\n')
  const count = (content: string) => {
    const { matches, ended } = findMatches(compiled.regex, toTextLines(content), work)
    return ended === 'whole' ? matches.length : null
  }
  const before = count(lines.join('\n'))
  const after = count(
    [...lines.slice(0, range.startLine - 1), replacement, ...lines.slice(range.endLine)].join('\n'),
  )
  return before !== null && after !== null && after < before
}
