import { stripInvisible } from './invisible.ts'

/** @returns a code span that shows what one sees of `text`, on one line. Empty text has no span and gives "". */
export function codeSpan(text: string): string {
  const line = stripInvisible(text).replace(/\s+/g, ' ').trim()
  if (line === '') return ''
  const fence = '`'.repeat(longestRun(line, '`') + 1)
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : ''
  return `${fence}${pad}${line}${pad}${fence}`
}

/** @returns a fenced block that nothing in `text` can close. */
export function fenced(text: string, language = ''): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text, '`') + 1))
  return `${fence}${language}\n${text.replace(/\n$/, '')}\n${fence}`
}

/** @returns Markdown that shows `text` letter by letter, wherever it stands within a line. */
export function escapeText(text: string): string {
  return text
    .replace(/[\\`*[\]<~$]/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}_])_|_(?![\p{L}\p{N}_])/gu, '\\_')
    .replace(/&(?=#?\w{1,40};)/g, '\\&')
}

/** Keeps the lines of a paragraph from becoming headings, lists, quotes, rules or tables. */
export function escapeLineStarts(markdown: string): string {
  return markdown
    .replace(/^[ \t]+/gm, '')
    .replace(/^[#>+\-=|:]/gm, '\\$&')
    .replace(/^(\d{1,9})([.)])/gm, '$1\\$2')
}

/**
 * One cell of a table: a line in which a pipe is a pipe. Tables are split into cells before code and escapes are seen, so
 * an odd number of backslashes stands before each.
 */
export function cell(markdown: string): string {
  return markdown
    .replace(/\s+/g, ' ')
    .replace(/(\\*)\|/g, (_, slashes: string) => `${slashes}${slashes.length % 2 === 0 ? '\\' : ''}|`)
    .trim()
}

/** Puts pieces of one line together; code spans that touch would become one. */
export function joined(left: string, right: string): string {
  return left.endsWith('`') && right.startsWith('`') ? `${left} ${right}` : left + right
}

function longestRun(text: string, character: string): number {
  let longest = 0
  let run = 0
  for (const one of text) {
    run = one === character ? run + 1 : 0
    longest = Math.max(longest, run)
  }
  return longest
}
