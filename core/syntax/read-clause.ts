/** What stands between `import` or `export` and the specifier: `kind` and `names` as an Import has them. */
export type Clause = { kind: 'static' | 'reexport' | 'type'; names: string[]; typed: boolean }

/** Reads a plain clause; null for one that has comments, unusual names or a mistake. Linear in its length. */
export function readClause(word: 'import' | 'export', clause: string): Clause | null {
  const plain = plainNames(clause)
  if (plain !== null) return { kind: word === 'import' ? 'static' : 'reexport', names: plain, typed: false }
  if (!/^(?:[\s{*]|$)/.test(clause)) return null
  const tokens = clause.match(/[A-Za-z_$][\w$]*|\S/g) ?? []
  if (tokens.length === 0) return word === 'import' ? { kind: 'static', names: [], typed: false } : null
  if (tokens.pop() !== 'from') return null
  const isType = tokens[0] === 'type'
  if (isType) tokens.shift()
  const parts = readParts(tokens, word)
  if (parts === null || (isType && parts.types > 0)) return null
  const { names, types } = parts
  // The parser tells nothing of a re-export that names nothing.
  if (word === 'export' && names.length === 0) return null
  // `import type` takes a default or names, not both.
  if (isType && parts.both) return null
  const typed = isType || types > 0
  const atRunTime = word === 'import' ? 'static' : 'reexport'
  return { kind: isType || (types > 0 && types === names.length) ? 'type' : atRunTime, names, typed }
}

/** What most clauses are, without taking them apart: `{ a, b }` and one name or more. */
function plainNames(clause: string): string[] | null {
  const inside = /^\s*\{([^}]*)\}\s*from\s*$/.exec(clause)?.[1]
  if (inside === undefined) return null
  const names = inside.split(',').map((name) => name.trim())
  if (names.length > 1 && names.at(-1) === '') names.pop()
  return names.every((name) => /^[A-Za-z_$][\w$]*$/.test(name) && !WORDS.has(name)) ? names : null
}

type Parts = { names: string[]; types: number; both: boolean }

/** `a`, `* as a`, `{ a, type b, c as d }`, or the first with one of the others. */
function readParts(tokens: string[], word: 'import' | 'export'): Parts | null {
  const [first = '', comma] = tokens
  if (!isName(first)) return readGroup(tokens, word)
  if (word === 'export') return null
  if (tokens.length === 1) return { names: ['default'], types: 0, both: false }
  const rest = comma === ',' ? readGroup(tokens.slice(2), word) : null
  return rest === null ? null : { names: ['default', ...rest.names], types: rest.types, both: true }
}

function readGroup(tokens: string[], word: 'import' | 'export'): Parts | null {
  const [open, as, name = ''] = tokens
  if (open === '*') {
    const isWhole =
      tokens.length === 1 ? word === 'export' : tokens.length === 3 && as === 'as' && isName(name)
    return isWhole ? { names: ['*'], types: 0, both: false } : null
  }
  if (open !== '{' || tokens.at(-1) !== '}') return null
  const names: string[] = []
  let types = 0
  let at = 1
  while (at < tokens.length - 1) {
    if (tokens[at] === 'type') {
      types += 1
      at += 1
    }
    const taken = tokens[at] ?? ''
    if (!isName(taken)) return null
    names.push(taken)
    at += 1
    if (tokens[at] === 'as') {
      if (!isName(tokens[at + 1] ?? '')) return null
      at += 2
    }
    if (tokens[at] === ',') at += 1
    else if (at !== tokens.length - 1) return null
  }
  return { names, types, both: false }
}

function isName(token: string): boolean {
  return /^[A-Za-z_$]/.test(token) && !WORDS.has(token)
}

/** Names here and something else there: whoever writes them is parsed. */
const WORDS: ReadonlySet<string> = new Set(['type', 'from', 'as', 'defer', 'source', 'module'])
