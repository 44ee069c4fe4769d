import type { RootContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'

/** One top-level block. Positions inside `node` count from the block's window: add `offset` and `line` to them. */
export type Block = {
  node: RootContent
  /** Of the window in the text: UTF-16 units and lines before it. */
  offset: number
  line: number
  /** Where the block begins in the text, or what stands before it in its window, and where it ends. */
  start: number
  end: number
  /** It is longer than may be parsed at once, and goes on in the next block. */
  cut: boolean
  /** It goes on from a block that was cut. */
  continued: boolean
}

export type BlockOptions = {
  /** Parse it; costs quadratic time on a long line of asterisks. */
  emphasis: boolean
  /** A block of more lines (40 characters each) is cut; fences and HTML blocks never are. */
  mostLines: number
}

/**
 * A Markdown parser needs quadratic time on some texts (64 kB of "a\n-\n" take 45 s). So the text is read through windows
 * that end at empty lines: what is whole in a window is given, the last block is read again with what follows it. Link
 * definitions count inside their window only.
 * @param text with LF line breaks, through `boundNesting`.
 */
export function* topLevelBlocks(text: string, options: BlockOptions): Generator<Block> {
  let at = 0
  let line = 0
  let continued = false
  while (at < text.length) {
    const { nodes, end } = readWindow(text, at, options)
    const open = end < text.length ? nodes.pop() : undefined
    const place = { offset: at, start: at, line }
    for (const node of nodes) {
      yield { ...place, node, end: at + endOf(node), cut: false, continued }
      continued = false
    }
    let next = end
    if (open !== undefined && nodes.length > 0) next = lineStart(text, at + startOf(open))
    else if (open !== undefined) {
      next = endOfLong(text, open, at, end)
      const cut = next === end && goesOn(text, open, end)
      yield { ...place, node: open, end: next, cut, continued }
      continued = cut
    }
    line += count(text, at, next)
    at = next
  }
}

/** Containers more than 50 deep in one line become 50 deep: nobody writes them, and parsing takes quadratic time. */
export function boundNesting(text: string): string {
  return text.replace(
    /^((?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]))){50})(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t])))+/gm,
    '$1',
  )
}

const FIRST_LINES = 100

/** The top-level nodes of a small window, or of the widest when that holds no more than one. */
function readWindow(
  text: string,
  at: number,
  options: BlockOptions,
  mostLines = FIRST_LINES,
): { nodes: RootContent[]; end: number } {
  const end = windowEnd(text, at, { lines: mostLines, characters: mostLines * 40 })
  const extensions = options.emphasis ? [] : [{ disable: { null: ['attention'] } }]
  const nodes = fromMarkdown(text.slice(at, end), { extensions }).children
  if (end === text.length) return { nodes, end }
  // A definition's title may go on where a line was cut off: it is not whole before something else follows.
  const isTitle = nodes.at(-2)?.type === 'definition' && nodes.at(-1)?.type === 'paragraph'
  if (isTitle && !isBlank(text, end)) nodes.pop()
  const wider = nodes.length === 1 && mostLines < options.mostLines
  return wider ? readWindow(text, at, options, options.mostLines) : { nodes, end }
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
  const closed = /^(`{3,}|~{3,})/.exec(text.slice(start))?.[1]
  if (node.type === 'definition' && !isBlank(text, end)) return after(text, end, /^[ \t]*$/m)
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

/** Whether a block that fills the widest window is more than what is in it. */
function goesOn(text: string, node: RootContent, end: number): boolean {
  return !isBlank(text, end) || (node.type === 'list' && /[ \t]/.test(text.charAt(end)))
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
