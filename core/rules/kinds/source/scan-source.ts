import type { Syntax } from './language.ts'
import { opensRegex, regexEnd } from './regex-literal.ts'

/** One text in two views of the same length: what the other holds is blanks, line breaks stay. Strings keep only their quotes, in `code`. */
export type ScannedSource = { text: string; code: string; comments: string }

/** Each may be a look at 2,000 characters; only texts that are made for it have more. */
const MOST_IN_VAIN = 2_000

/** Tells code, comments and strings apart in one pass; every character is looked at a bounded number of times. */
export function scanSource(text: string, syntax: Syntax): ScannedSource {
  const code = new View(text)
  const comments = new View(text)
  /** Of each quote: up to where it is known not to close on its line. */
  const unclosed = new Map<string, number>()
  /** Open `${` of templates: how many braces are open in each. */
  const templates: number[] = []
  /** Slashes that might have begun an expression and did not. */
  let inVain = 0
  const special = startsOf(syntax)
  let index = 0
  for (;;) {
    special.lastIndex = index
    const next = special.exec(text)
    if (!next) break
    index = next.index
    const character = next[0]
    if (templates.length > 0 && (character === '{' || character === '}')) {
      const depth = templates.length - 1
      templates[depth]! += character === '{' ? 1 : -1
      if (templates[depth] === 0) {
        templates.pop()
        skipTemplate(index + 1)
        continue
      }
    }
    if (character === '{' || character === '}') {
      index++
      continue
    }
    const comment = commentEnd(text, index, syntax)
    if (comment > 0) {
      comments.keep(index, comment)
      code.blank(index, comment)
      index = comment
      continue
    }
    if (syntax.javascript && character === '`') {
      skipTemplate(index + 1)
      continue
    }
    if (syntax.javascript && character === '/') {
      const opens = inVain < MOST_IN_VAIN && opensRegex(text, index)
      const end = opens ? regexEnd(text, index) : 0
      if (opens && end === 0) inVain++
      if (end > 0) code.blank(index + 1, end - 1)
      index = Math.max(end, index + 1)
      continue
    }
    index = skipString(index)
  }
  return { text, code: code.written(true), comments: comments.written(false) }

  function skipString(at: number): number {
    if (syntax.characters && text[at] === "'") return skipCharacter(at)
    const string = syntax.strings.find(({ quote }) => text.startsWith(quote, at))
    if (!string || at < (unclosed.get(string.quote) ?? 0)) return at + 1
    const hashes = syntax.characters && string.quote === '"' ? rawHashes(text, at) : null
    const close = hashes === null ? closingQuote(text, at, string) : rawEnd(text, at, hashes)
    if (close.end < 0) {
      unclosed.set(string.quote, close.seen)
      return at + string.quote.length
    }
    code.blank(at + string.quote.length, close.end)
    return close.end + string.quote.length
  }

  /** 'a', '\n', '\u{1F600}'; all else is a lifetime. */
  function skipCharacter(at: number): number {
    const found = text.slice(at, at + 14).match(/^'(?:\\[^\n]{1,10}?|[^\\\n'])'/u)
    if (!found) return at + 1
    code.blank(at + 1, at + found[0].length - 1)
    return at + found[0].length
  }

  /** From inside a template to its end, or to the next `${`. */
  function skipTemplate(from: number) {
    let end = from
    while (end < text.length && text[end] !== '`' && !text.startsWith('${', end))
      end += text[end] === '\\' ? 2 : 1
    code.blank(from, Math.min(end, text.length))
    if (text.startsWith('${', end)) {
      templates.push(1)
      index = end + 2
    } else index = end + 1
  }
}

/** The first characters of all that is not plain code. */
function startsOf({ lineComments, blockComments, strings, javascript, characters }: Syntax): RegExp {
  const tokens = [
    ...lineComments,
    ...blockComments.map(({ open }) => open),
    ...strings.map(({ quote }) => quote),
  ]
  const all = [...tokens, ...(javascript ? ['`', '/', '{', '}'] : []), ...(characters ? ["'"] : [])]
  return new RegExp(`[${all.map((one) => one[0]).join('')}]`, 'g')
}

/** Where the comment that begins here ends; 0: none begins. */
function commentEnd(text: string, index: number, { lineComments, blockComments }: Syntax): number {
  const block = blockComments.find(({ open }) => text.startsWith(open, index))
  if (block) {
    const close = text.indexOf(block.close, index + block.open.length)
    return close < 0 ? text.length : close + block.close.length
  }
  const line = lineComments.find((sign) => text.startsWith(sign, index))
  // PHP writes attributes as #[…], and a # inside a word is part of it (shell, YAML, Ruby's "#{").
  if (!line || (line === '#' && (text[index + 1] === '[' || /[\w$"'&{]/.test(text[index - 1] ?? ''))))
    return 0
  const end = text.indexOf('\n', index)
  return end < 0 ? text.length : end
}

type Closed = { end: number; seen: number }

function closingQuote(text: string, at: number, string: Syntax['strings'][number]): Closed {
  let end = at + string.quote.length
  while (end < text.length && !text.startsWith(string.quote, end)) {
    if (text[end] === '\n' && !string.multiline) return { end: -1, seen: end }
    end += text[end] === '\\' && !string.raw ? 2 : 1
  }
  return end < text.length
    ? { end, seen: end }
    : { end: string.multiline ? text.length : -1, seen: text.length }
}

/** r"…", r#"…"# (Rust), @"…" (C#); null: an ordinary string. */
function rawHashes(text: string, at: number): number | null {
  let start = at
  while (text[start - 1] === '#') start--
  if (text[start - 1] === 'r' && !/\w/.test(text[start - 2]?.replace('b', '') ?? '')) return at - start
  return text[at - 1] === '@' || text.startsWith('@$', at - 2) ? 0 : null
}

function rawEnd(text: string, at: number, hashes: number): Closed {
  const end = text.indexOf(`"${'#'.repeat(hashes)}`, at + 1)
  return { end: end < 0 ? text.length : end, seen: text.length }
}

/** Ranges of a text, kept or blanked. */
class View {
  readonly text: string
  readonly ranges: [from: number, to: number][] = []

  constructor(text: string) {
    this.text = text
  }

  keep(from: number, to: number) {
    this.ranges.push([from, to])
  }

  blank(from: number, to: number) {
    if (to > from) this.ranges.push([from, to])
  }

  /** `outside`: the ranges are what is blanked; otherwise all but them. */
  written(outside: boolean): string {
    const parts: string[] = []
    let at = 0
    for (const [from, to] of this.ranges) {
      parts.push(outside ? this.text.slice(at, from) : blanks(this.text.slice(at, from)))
      parts.push(outside ? blanks(this.text.slice(from, to)) : this.text.slice(from, to))
      at = to
    }
    parts.push(outside ? this.text.slice(at) : blanks(this.text.slice(at)))
    return parts.join('')
  }
}

function blanks(text: string): string {
  return text.replaceAll(/[^\n]/g, ' ')
}
