/**
 * Whether oxc can be given a text. It was written for code of friends: it descends once for each open bracket, operator
 * and keyword, and a native stack that is used up ends the process; and it draws the whole line for each mistake, so that
 * many on a long line use up the memory. What is refused goes to a parser that is slower and has neither weakness.
 */
export function fitsOxc(text: string): boolean {
  return text.length <= MAX_TEXT && fitsStack(text) && fitsLines(text)
}

/** UTF-16 units. Finding the lines of 90,000 mistakes takes a second, and grows with the square. */
const MAX_TEXT = 256 * 1024
/** Sum of the squares of line lengths: as many bytes may be drawn. */
const MAX_DRAWN = 200_000_000

function fitsLines(text: string): boolean {
  if (text.length * text.length <= MAX_DRAWN) return true
  let drawn = 0
  for (let from = 0; from < text.length; ) {
    const found = text.indexOf('\n', from)
    const to = found < 0 ? text.length : found
    drawn += (to - from) ** 2
    from = to + 1
  }
  return drawn <= MAX_DRAWN
}

/**
 * Every sign that may open a level is counted at what one level of it costs (measured on oxc-parser 0.154, x64, with a
 * margin): in strings and comments too, for nobody can tell them apart without parsing.
 */
function fitsStack(text: string): boolean {
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
  /\b(?:new|class|extends|keyof|typeof|void|delete|await|yield|if|else|for|while|do|with|async|function|infer|readonly|unique|asserts|import|try|switch|case|throw|return|abstract|is|in|of|as|satisfies|instanceof|namespace|module|declare|global|enum)\b/g

const COSTS = new Uint16Array(128)
for (const [signs, bytes] of [
  ['([<', 1_500],
  ['`', 900],
  ['{', 1_100],
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
