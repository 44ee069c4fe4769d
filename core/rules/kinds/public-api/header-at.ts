/** The longest declaration that is compared. */
const MAX_HEADER = 5_000

type Views = {
  /** Without comments and strings: where brackets can be counted. */
  code: string
  /** Without comments: what is compared. */
  readable: string
}

/**
 * What the declaration behind a name promises: parameters and result of a function, the annotation of a constant, all
 * of an interface, an enum or a type. Null where that is not written down, or cannot be told without a parser.
 */
export function headerAt({ code, readable }: Views, start: number, keyword = 'default'): string | null {
  const end = start + endOf(code.slice(start, start + MAX_HEADER), keyword)
  const header = readable
    .slice(start, end)
    .replaceAll(/\s+/g, '')
    .replace(/,(?=[)}\]])/g, '')
  return end === start || header === '' ? null : header
}

/** How far the promise reaches; 0: there is none. */
function endOf(code: string, keyword: string): number {
  switch (keyword) {
    case 'function':
      return functionEnd(code, code.indexOf('('))
    case 'default': {
      const named = /^\s*(?:async\s+)?(?:function\b[\s*]*[\w$]*\s*(?:<[^(]*>)?)?\s*(?=\()/.exec(code)
      return named ? functionEnd(code, named[0].length) : 0
    }
    case 'class':
      return Math.max(0, code.indexOf('{'))
    case 'interface':
    case 'enum':
      return balancedEnd(code, code.indexOf('{'))
    case 'type':
      return typeEnd(code)
    case 'const':
    case 'let':
    case 'var':
      return constantEnd(code)
    default:
      return 0
  }
}

/** Up to the body, or to the result's type when that is an object. */
function functionEnd(code: string, open: number): number {
  const close = open < 0 ? 0 : balancedEnd(code, open)
  if (close === 0) return 0
  const rest = /^[^{;=\n]*/.exec(code.slice(close))![0]
  return close + rest.length
}

function constantEnd(code: string): number {
  const arrow = /^\s*=\s*(?:async\s*)?(?:<[^(]*>\s*)?(?=\()/.exec(code)
  if (arrow) {
    const close = balancedEnd(code, arrow[0].length)
    const result = close === 0 ? null : /^[^{;=]*=>/.exec(code.slice(close))
    return result ? close + result[0].length : 0
  }
  const annotation = /^\s*:[^=;{]*(?==[^>]|;)/.exec(code)
  return annotation ? annotation[0].length : 0
}

/** To the first line that goes on with neither an operator nor an indentation. */
function typeEnd(code: string): number {
  let depth = 0
  for (let at = 0; at < code.length; at++) {
    const character = code[at]!
    if ('{[('.includes(character)) depth++
    else if ('}])'.includes(character)) depth--
    else if (depth === 0 && character === ';') return at
    else if (
      depth === 0 &&
      character === '\n' &&
      !/^\s*(?:[|&=?:]|[ \t]+\S)/.test(code.slice(at + 1, at + 200)) &&
      at > 0
    )
      return at
    if (depth < 0) return at
  }
  return depth === 0 ? code.length : 0
}

/** Behind the bracket that closes the one at `open`; 0: it is not closed in reach. */
function balancedEnd(code: string, open: number): number {
  if (open < 0) return 0
  let depth = 0
  for (let at = open; at < code.length; at++) {
    if ('{[('.includes(code[at]!)) depth++
    else if ('}])'.includes(code[at]!) && --depth === 0) return at + 1
  }
  return 0
}
