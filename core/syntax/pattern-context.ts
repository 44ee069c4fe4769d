import type { Language } from './language.ts'
import type { Trees } from './trees.ts'

/** What a pattern needs around it to be read as code, where a file does not begin with statements. */
const AROUND: Readonly<Partial<Record<Language, readonly [string, string][]>>> = {
  Go: [
    ['package a\nfunc a() {\n', '\n}\n'],
    ['package a\n', '\n'],
  ],
  Php: [
    ['<?php\n', ';\n'],
    ['<?php\n', '\n'],
  ],
}

/** The ways in which a few lines may be meant: as they are, and inside what makes a file of them. */
export function inContexts(language: Language, text: string): string[] {
  return [text, ...(AROUND[language] ?? []).map(([before, after]) => before + text + after)]
}

/**
 * The rule with its plain patterns put into a context: `fmt.Println($A)` alone is no Go file and `f($A)` alone is HTML to
 * PHP, so that ast-grep would take them and never find anything.
 */
export function inContext(trees: Trees, language: Language, value: unknown, depth = 0): unknown {
  const around = AROUND[language]
  if (around === undefined || typeof value !== 'object' || value === null || depth > 50) return value
  if (Array.isArray(value)) return value.map((inner) => inContext(trees, language, inner, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === 'pattern' && typeof inner === 'string'
        ? (withContext(trees, { language, pattern: inner, around }) ?? inner)
        : inContext(trees, language, inner, depth + 1),
    ]),
  )
}

/** The innermost node that is exactly the pattern says what is looked for; null when none is, in any context. */
function withContext(
  trees: Trees,
  { language, pattern, around }: { language: Language; pattern: string; around: readonly [string, string][] },
): { context: string; selector: string } | null {
  const written = pattern.trim().replace(/;$/, '')
  // "$A" becomes a name of the same length: "$" itself is a letter of neither, or means something else.
  const readable = language === 'Php' ? written : written.replaceAll('$', 'µ')
  for (const [before, after] of around) {
    const root = trees.parse(language, before + readable + after)
    if (root.find({ rule: { kind: 'ERROR' } }) !== null) continue
    const end = before.length + written.length
    let found = root
    for (let next: typeof root | undefined = root; next !== undefined; ) {
      found = next
      next = found.namedChildren().find((child) => {
        const range = child.range()
        return range.start.index <= before.length && range.end.index >= end
      })
    }
    const { start, end: last } = found.range()
    if (start.index === before.length && last.index === end)
      return { context: before + written + after, selector: String(found.kind()) }
  }
  return null
}
