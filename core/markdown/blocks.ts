import type { RootContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'

/** One top-level block. Positions inside `node` count from the block's window: add `offset` and `line` to them. */
export type Block = {
  node: RootContent
  /** Of the window in the text: UTF-16 units and lines before it. */
  offset: number
  line: number
  /** Where the block ends in the text. */
  end: number
  /** Goes on from a block too long to parse at once (16,000 characters without an empty line): its start is unknown. */
  continued: boolean
}

/**
 * A Markdown parser needs quadratic time on some texts (64 kB of "a\n-\n" take 45 s). So the text is read through windows
 * that end at empty lines: what is whole in a window is given, the last block is read again with what follows it. Link
 * definitions count inside their window only.
 * @param text with LF line breaks, through `boundNesting`.
 * @param options.emphasis parse it; costs quadratic time on a long line of asterisks.
 */
export function* topLevelBlocks(text: string, options: { emphasis: boolean }): Generator<Block> {
  let at = 0
  let line = 0
  let continued = false
  while (at < text.length) {
    const { nodes, end } = readWindow(text, at, options)
    const open = end < text.length ? nodes.pop() : undefined
    const done = nodes.map((node) => ({ node, end: at + endOf(node) }))
    let next = open ? lineStart(text, at + startOf(open)) : end
    if (open && done.length === 0) {
      next = endOfLong(text, open, at, end)
      done.push({ node: open, end: next })
    }
    for (const one of done) {
      yield { ...one, offset: at, line, continued }
      continued = false
    }
    // A long paragraph, quote or list was cut in the middle: what follows up to the next empty line belongs to it.
    const cut = open !== undefined && next === end && !isBlank(text, end)
    line += count(text, at, next)
    at = next
    continued = cut && done.at(-1)?.node === open
  }
}

/** Containers more than 50 deep in one line become 50 deep: nobody writes them, and parsing takes quadratic time. */
export function boundNesting(text: string): string {
  return text.replace(
    /^((?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]))){50})(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t])))+/gm,
    '$1',
  )
}

const WINDOW = { characters: 4_000, lines: 100 }
const WIDENED = { characters: 16_000, lines: 400 }

/** The top-level nodes of the smallest window that holds more than one, or of the widest. */
function readWindow(
  text: string,
  at: number,
  options: { emphasis: boolean },
  size = WINDOW,
): { nodes: RootContent[]; end: number } {
  const end = windowEnd(text, at, size)
  const extensions = options.emphasis ? [] : [{ disable: { null: ['attention'] } }]
  const nodes = fromMarkdown(text.slice(at, end), { extensions }).children
  if (end === text.length) return { nodes, end }
  // A definition's title may go on where the window ends: it is not whole before something else follows.
  if (nodes.at(-2)?.type === 'definition' && nodes.at(-1)?.type === 'paragraph') nodes.pop()
  return nodes.length === 1 && size === WINDOW ? readWindow(text, at, options, WIDENED) : { nodes, end }
}

/** After the last empty line that fits, so that nothing but fences, HTML and containers is cut; else after a line. */
function windowEnd(text: string, at: number, most: { characters: number; lines: number }): number {
  let end = at
  let empty = -1
  for (let lines = 0; lines < most.lines && end < text.length; lines++) {
    const feed = text.indexOf('\n', end)
    const next = feed === -1 ? text.length : feed + 1
    if (next - at > most.characters && lines > 0) break
    if (text.slice(end, next).trim() === '' && lines > 0) empty = next
    end = next
    if (end - at > most.characters) break
  }
  return end === text.length || empty === -1 ? end : empty
}

function endOfLong(text: string, node: RootContent, at: number, end: number): number {
  const start = at + startOf(node)
  const closed = /^(`{3,}|~{3,})/.exec(text.slice(start, start + 200))?.[1]
  if (node.type === 'code' && closed) {
    const closing = new RegExp(`^ {0,3}${closed[0]}{${closed.length},}[ \\t]*$`, 'm')
    const feed = text.indexOf('\n', start)
    const inside = text.slice(feed === -1 ? end : feed + 1, end)
    return closing.test(inside) ? end : after(text, end, closing)
  }
  const html = node.type === 'html' ? htmlEnd(text.slice(start, start + 20)) : null
  if (html === null || html.test(text.slice(start, end))) return end
  return after(text, end, html)
}

/** CommonMark's HTML blocks that go on over empty lines. https://spec.commonmark.org/0.31.2/#html-blocks */
function htmlEnd(opening: string): RegExp | null {
  if (opening.startsWith('<!--')) return /-->/
  if (opening.startsWith('<?')) return /\?>/
  if (opening.startsWith('<![CDATA[')) return /\]\]>/
  if (/^<![a-z]/i.test(opening)) return />/
  return /^<(?:script|pre|style|textarea)(?:[\s>]|$)/i.test(opening)
    ? /<\/(?:script|pre|style|textarea)>/i
    : null
}

/** The end of the first line from `from` on that holds `pattern`, or of the text. */
function after(text: string, from: number, pattern: RegExp): number {
  const found = pattern.exec(text.slice(from))
  if (!found) return text.length
  const feed = text.indexOf('\n', from + found.index + found[0].length)
  return feed === -1 ? text.length : feed + 1
}

function startOf(node: RootContent): number {
  return node.position?.start.offset ?? 0
}

function endOf(node: RootContent): number {
  return node.position?.end.offset ?? 0
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1
}

/** The line that ends before `at`. */
function isBlank(text: string, at: number): boolean {
  return text.slice(text.lastIndexOf('\n', at - 2) + 1, at).trim() === ''
}

function count(text: string, from: number, to: number): number {
  let lines = 0
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) lines++
  return lines
}
