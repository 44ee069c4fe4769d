import { type Dependency, packageOf } from './dependency.ts'

/** go.mod: what is required, and what is put in place of it. */
export function readGoMod(text: string): Dependency[] | null {
  const found: Dependency[] = []
  let block = ''
  for (const written of text.split(/\r?\n/)) {
    const line = written.replace(/\/\/.*$/, '').trim()
    const opened = /^(\w+)\s*\($/.exec(line)
    if (opened) block = opened[1]!
    else if (line === ')') block = ''
    else if (line !== '') {
      const single = block === '' ? /^(\w+)\s+(.+)$/.exec(line) : null
      if (block === '' && !single) return null
      const words = (single ? single[2]! : line)
        .split(/\s+/)
        .map((word) => word.replace(/^["`](.*)["`]$/, '$1'))
      found.push(...toDependency(single ? single[1]! : block, words))
    }
  }
  return block === '' ? found : null
}

function toDependency(directive: string, words: string[]): Dependency[] {
  if (directive === 'require') return [packageOf(words[0]!, words[1] ?? null)]
  const arrow = words.indexOf('=>')
  const target = words[arrow + 1]
  if (directive !== 'replace' || arrow < 1 || target === undefined) return []
  return [{ role: 'override', name: words[0]!, version: words[arrow + 2] ?? null, source: target }]
}

/** go.sum: modules whose code is used. Lines for a go.mod alone only tell that somebody else might need the module. */
export function readGoSum(text: string): Dependency[] | null {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  const found = lines.map((line) => /^(\S+) (\S+) (h\d:\S+)\s*$/.exec(line))
  if (found.includes(null)) return null
  return found.flatMap((match) =>
    match && !match[2]!.endsWith('/go.mod')
      ? [{ ...packageOf(match[1]!, match[2]!), checksums: [match[3]!.replace(':', '-')] }]
      : [],
  )
}
