/** Averages over the characters of a text, never below 1. */
export type Nesting = {
  /** About how many nodes of a syntax tree stand above: brackets, and words of a statement, which may be a chain. */
  depth: number
  /** How many neighbours there may be between the same brackets. */
  breadth: number
}

/** Guesses from its characters how deep and how broad the syntax tree of a text is, in whatever language; linear. */
export function nestingOf(text: string): Nesting {
  if (text === last.text) return last
  // By open bracket: words since the last end of a statement, and all ends of statements.
  const chains = [0]
  const ends = [0]
  let chained = 0
  let depths = 0
  let breadths = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    const top = chains.length - 1
    if (isOpening(code)) {
      chains.push(0)
      ends.push(0)
    } else if (isClosing(code)) {
      if (top > 0) {
        chained += 1 - chains.pop()!
        ends.pop()
        chains[top - 1]! += 1
      }
    } else if (code === SEMICOLON || code === COMMA || (code === BREAK && !goesOn(text, at + 1))) {
      chained -= chains[top]!
      chains[top] = 0
      ends[top]! += 1
    } else if (!isLetter(code) && code > SPACE) {
      chains[top]! += 1
      chained += 1
    }
    depths += chains.length + chained
    breadths += ends[ends.length - 1]! + chains[chains.length - 1]!
  }
  const length = Math.max(1, text.length)
  last = { text, depth: Math.max(1, depths / length), breadth: Math.max(1, breadths / length) }
  return last
}

/** Many rules are tried on one text after the other. */
let last: Nesting & { text: string } = { text: '', depth: 1, breadth: 1 }

const BREAK = 10
const SPACE = 32
const COMMA = 44
const SEMICOLON = 59

/** A line that begins with a sign or with `else` belongs to the one before. */
function goesOn(text: string, from: number): boolean {
  let at = from
  while (text.charCodeAt(at) <= SPACE) at++
  if (text.startsWith('el', at)) return true
  const code = text.charCodeAt(at)
  return !Number.isNaN(code) && !isLetter(code) && !isOpening(code) && !isClosing(code)
}

function isOpening(code: number): boolean {
  return code === 40 || code === 91 || code === 123
}

function isClosing(code: number): boolean {
  return code === 41 || code === 93 || code === 125
}

function isLetter(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code > 127
  )
}
