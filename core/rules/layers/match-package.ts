/**
 * Whether entries of `layers.deny[].to` name a package or a part of it: "pg" covers "pg" and "pg/native", "@acme/*"
 * every package of the scope, "node:fs" and "fs" each other, "java.sql" what is below it. Of a list the last that
 * matches decides, as with globs.
 *
 * @param names What the import may be called: its specifier, the package it led to.
 * @param dotted Whether the language divides names by ".", "::" or "\\"; in npm, Go and Ruby a dot is a letter.
 */
export function matchPackage(
  entries: readonly string[],
  { names, dotted }: { names: readonly string[]; dotted: boolean },
): boolean {
  const segmentsOf = (name: string) => divide(name.replace(/^node:/, ''), dotted)
  const called = names.map(segmentsOf).filter((segments) => segments.length > 0)
  const last = entries.findLast((entry) => {
    const wanted = segmentsOf(entry.startsWith('!') ? entry.slice(1) : entry)
    return called.some((segments) => begins(segments, wanted))
  })
  return last !== undefined && !last.startsWith('!')
}

function divide(name: string, dotted: boolean): string[] {
  return name.split(dotted ? /::|[./\\]/ : '/').filter((segment) => segment !== '')
}

function begins(segments: readonly string[], wanted: readonly string[]): boolean {
  const end = wanted.at(-1) === '**' ? wanted.length - 1 : wanted.length
  if (end > segments.length) return false
  return wanted.slice(0, end).every((part, index) => matchSegment(part, segments[index] ?? ''))
}

/** "*" stands for any letters, also none; two at most are worth the trouble. */
function matchSegment(wanted: string, segment: string): boolean {
  const [first = '', ...others] = wanted.split('*')
  const last = others.pop()
  if (last === undefined) return wanted === segment
  if (!segment.startsWith(first) || segment.length < first.length + last.length || !segment.endsWith(last))
    return false
  let at = first.length
  for (const part of others) {
    const found = segment.indexOf(part, at)
    if (found < 0 || found + part.length > segment.length - last.length) return false
    at = found + part.length
  }
  return true
}
