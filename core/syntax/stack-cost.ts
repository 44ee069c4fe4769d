/**
 * Whether oxc can parse a text on the stack it has. It descends once for each open bracket, operator and keyword, and a
 * native stack that is used up ends the process. So every sign that may open a level is counted at what one level of it
 * costs (measured on oxc-parser 0.154, x64, with a margin): strings and comments too, for nobody can tell them apart
 * without parsing. What is dense and long enough to be refused goes to a parser that keeps its levels on the heap.
 */
export function fitsStack(text: string): boolean {
  if (text.length * COSTLIEST <= STACK) return true
  let cost = 0
  let words = 0
  let inWord = false
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    cost += code < 128 ? COSTS[code]! : 0
    const isWord = code >= 97 && code <= 122
    if (isWord && !inWord) words++
    inWord = isWord || (inWord && code < 128 && WORD[code] === 1)
  }
  if (cost + words * KEYWORD <= STACK) return true
  return cost <= STACK && cost + count(text, KEYWORDS) * KEYWORD <= STACK
}

/** Bytes. Half of the least any thread of Node has by itself: workers 4 MB, the main thread mostly 8 MB. */
const STACK = 3_000_000
const COSTLIEST = 1_800
/** `class extends` is the costliest: two words, 1,220 bytes. */
const KEYWORD = 620
const KEYWORDS =
  /\b(?:new|class|extends|keyof|typeof|void|delete|await|yield|if|else|for|while|do|with|async|function|infer|readonly|unique|asserts|import|try|switch|case|throw|return|abstract|is|in|of|as|satisfies|instanceof)\b/g

const COSTS = new Uint16Array(128)
for (const [signs, bytes] of [
  ['([<', 1_500],
  ['`', 900],
  ['{', 600],
  ['=', 900],
  ['?', 700],
  [':', 450],
  ['!-+~*/%&|^@#', 130],
] as const)
  for (const sign of signs) COSTS[sign.charCodeAt(0)] = bytes

const WORD = new Uint8Array(128)
for (const sign of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_$')
  WORD[sign.charCodeAt(0)] = 1

function count(text: string, regex: RegExp): number {
  return text.match(regex)?.length ?? 0
}
