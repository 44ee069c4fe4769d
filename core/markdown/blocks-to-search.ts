import type { Definition, Nodes, RootContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { lineStarts } from '../text/line-starts.ts'
import { type BlockLines, blockLines } from './block-lines.ts'
import type { Block } from './blocks.ts'
import { readingCost } from './reading-cost.ts'

export type Searched = {
  blocks: Block[]
  /** Of links, in the whole text, by identifier. */
  definitions: Map<string, Definition>
  /** Where reading ended, in UTF-16 units: the text's end, or the beginning of the block that is too much. */
  end: number
}

/**
 * What is read closely in one text, in the unit of `readingCost`: some hundredths of a second. All of what people write,
 * up to 64 kB of it; only who writes nothing but brackets, tags and entities is not read to the end.
 */
const MOST = 180_000
/** More are written by machines, and take long even to be told apart. */
const MOST_LINES = 12_000

/**
 * The top-level blocks of a text in which something can be hidden, each read by itself: most of what people write need
 * not be read closely. Links are resolved with the definitions of the whole text.
 * @param text as of `blockLines`. @param canHide matches every block that is wanted.
 */
export function blocksToSearch(text: string, canHide: RegExp): Searched {
  const starts = lineStarts(text)
  const places: Place[] = []
  let end = endOfLines(text, starts, canHide)
  let cost = 0
  for (const { type, first, last } of blockLines(text.slice(0, end))) {
    const from = starts[first - 1] ?? text.length
    const to = starts[last] === undefined ? text.length : starts[last] - 1
    const source = text.slice(from, Math.max(from, to))
    if (!canHide.test(source)) continue
    cost += isLiteral(type) ? source.length >> 3 : readingCost(source)
    if (cost > MOST) {
      end = from
      break
    }
    add(places, { type, line: first - 1, from, source }, text)
  }
  const definitions = new Map<string, Definition>()
  for (const { type, source } of places)
    if (!isLiteral(type) && source.includes(']:'))
      for (const node of read(source)) collectDefinitions(node, definitions)
  return { blocks: places.flatMap((place) => readBlock(place, definitions)), definitions, end }
}

/** The text's end, or that of the lines that are read when the others could hide something. */
function endOfLines(text: string, starts: number[], canHide: RegExp): number {
  const end = starts[MOST_LINES] ?? text.length
  return canHide.test(text.slice(end)) ? end : text.length
}

/** Blocks that stand close together are read at once: setting up a parser takes longer than reading a short one. */
const TOGETHER = 3_000

function add(places: Place[], place: Place, text: string): void {
  const before = places.at(-1)
  const end = place.from + place.source.length
  const apart = before === undefined || isLiteral(before.type) || isLiteral(place.type)
  if (apart || end - before.from > TOGETHER) places.push(place)
  else before.source = text.slice(before.from, end)
}

type Place = { type: BlockLines['type']; line: number; from: number; source: string }

function readBlock({ type, line, from, source }: Place, definitions: Map<string, Definition>): Block[] {
  const whole = { line, cut: false, continued: false }
  if (isLiteral(type))
    return [{ ...whole, offset: from, start: from, end: from + source.length, node: literal(type, source) }]
  const known = definitionsFor(source, definitions)
  const offset = from - known.length
  return read(known + source)
    .filter((node) => startOf(node) >= known.length)
    .map((node) => ({ ...whole, offset, node, start: offset + startOf(node), end: offset + endOf(node) }))
}

/** What is not parsed any further. */
function isLiteral(type: BlockLines['type']): type is 'code_block' | 'html_block' {
  return type === 'code_block' || type === 'html_block'
}

function literal(type: 'code_block' | 'html_block', source: string): RootContent {
  const indent = /^ {0,3}(?=[`~<])/.exec(source)?.[0].length ?? 0
  const position = {
    start: { line: 1, column: 1, offset: indent },
    end: { line: 1, column: 1, offset: source.length },
  }
  return { type: type === 'code_block' ? 'code' : 'html', value: source, position }
}

/** What a link in this block may refer to, to be read before it. */
function definitionsFor(source: string, definitions: Map<string, Definition>): string {
  if (definitions.size === 0 || !source.includes('[')) return ''
  const named = new Set<string>()
  for (const [, label = ''] of source.matchAll(LABEL)) {
    const identifier = label.replace(/\s+/g, ' ').trim().toLowerCase().toUpperCase().toLowerCase()
    if (definitions.has(identifier)) named.add(identifier)
  }
  return named.size === 0 ? '' : `${[...named].map((identifier) => `[${identifier}]: x`).join('\n')}\n\n`
}

const LABEL = /(?<=\[)((?:\\[\s\S]|[^[\]\\]){1,999})(?=\])/g

function collectDefinitions(node: Nodes, definitions: Map<string, Definition>): void {
  if (node.type === 'definition' && !definitions.has(node.identifier)) definitions.set(node.identifier, node)
  if ('children' in node) for (const child of node.children) collectDefinitions(child, definitions)
}

function read(text: string): RootContent[] {
  return fromMarkdown(text, { extensions: [{ disable: { null: ['attention'] } }] }).children
}

function startOf(node: RootContent): number {
  return node.position?.start.offset ?? 0
}

function endOf(node: RootContent): number {
  return node.position?.end.offset ?? 0
}
