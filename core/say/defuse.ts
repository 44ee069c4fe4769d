import type { Definition, RootContent } from 'mdast'
import { type Block, boundNesting, topLevelBlocks } from '../markdown/blocks.ts'
import { stripInvisible } from '../markdown/invisible.ts'
import { escapeLineStarts, fenced } from '../markdown/write.ts'
import { cutText } from './cut.ts'
import { inert } from './inert.ts'
import { type Inline, writeInline } from './write-inline.ts'

export type Defuse = {
  /** GitHub's own address, without a slash at the end: links below it stay links. */
  server: string
  /** Longest result, in UTF-16 units. */
  most: number
}

/**
 * Markdown of an agent or a stranger, written anew from what a parser saw in it: paragraphs, lists, quotes, headings,
 * emphasis and code stay; HTML, images, mentions, links to elsewhere and tables are shown as text or code. Nothing stays
 * open, nothing is hidden, and nobody is called.
 */
export function defuse(text: string, { server, most }: Defuse): string {
  const source = boundNesting(stripInvisible(text)).trim()
  for (let length = Math.min(source.length, most); ; length = Math.floor(length * 0.8)) {
    const written = inert(write(cutText(source, length), server))
    if (written.length <= most || length < 60) return written.length <= most ? written : ''
  }
}

/** The same on one line: paragraphs run together, code blocks become code spans. For lists and cells of tables. */
export function defuseLine(text: string, options: Defuse): string {
  const line = stripInvisible(text).replace(/\s+/g, ' ').trim()
  return defuse(line, options).replace(/\s*\n\s*/g, ' ')
}

/** Beyond this, `**` stays as it is: parsing emphasis takes quadratic time. */
const EMPHASIS_UP_TO = 8_000
const DEEPEST = 6

function write(source: string, server: string): string {
  const emphasis = source.length <= EMPHASIS_UP_TO
  const blocks = [...topLevelBlocks(source, { emphasis, mostLines: 400 })]
  const definitions = new Map<string, Definition>()
  for (const { node } of blocks)
    if (node.type === 'definition' && !definitions.has(node.identifier))
      definitions.set(node.identifier, node)
  return blocks
    .map((block) => writeBlock(block.node, { source, server, definitions, block, depth: 0 }))
    .filter((part) => part !== '')
    .join('\n\n')
}

type Context = Inline & { source: string; block: Block; depth: number }

function writeBlock(node: RootContent, context: Context): string {
  if (context.depth > DEEPEST) return fenced(sourceOf(node, context))
  const deeper = { ...context, depth: context.depth + 1 }
  switch (node.type) {
    case 'paragraph':
      return looksLikeTable(sourceOf(node, context))
        ? fenced(sourceOf(node, context))
        : escapeLineStarts(writeInline(node.children, context))
    case 'heading':
      return `#### ${writeInline(node.children, context).replace(/\s*\\?\n\s*/g, ' ')}`
    case 'blockquote':
      return prefixed(writeBlocks(node.children, deeper, '\n\n'), '> ', '> ')
    case 'list':
      return node.children
        .map((item, index) => {
          const marker = node.ordered ? `${numberOf(node.start, index)}. ` : '- '
          return prefixed(writeBlocks(item.children, deeper, '\n'), marker, ' '.repeat(marker.length))
        })
        .join('\n')
    case 'code':
      return fenced(node.value, languageOf(node.lang))
    case 'html':
      return fenced(node.value, 'html')
    case 'thematicBreak':
      // Of asterisks: hyphens would make a heading of what stands above, or join the mark of a list.
      return '***'
    default:
      return ''
  }
}

/** GitHub reads no number of more than nine digits as a list's; what was in the item would be outside of it. */
function numberOf(start: number | null | undefined, index: number): number {
  return Math.min((start ?? 1) + index, 999_999_999)
}

function writeBlocks(nodes: RootContent[], context: Context, between: string): string {
  return nodes
    .map((node) => writeBlock(node, context))
    .filter((part) => part !== '')
    .reduce((all, part) => {
      if (all === '') return part
      // Only a list may follow directly; a paragraph would run on.
      return /^(?:- |\d{1,9}\. )/.test(part) ? all + between + part : `${all}\n\n${part}`
    }, '')
}

function prefixed(text: string, first: string, others: string): string {
  return text
    .split('\n')
    .map((line, index) => (index === 0 ? first + line : line === '' ? others.trimEnd() : others + line))
    .join('\n')
}

/** GitHub draws pictures from some languages and applies `suggestion`; some words are keywords. Those get no language. */
function languageOf(language: string | null | undefined): string {
  if (!language || !/^[\w+#.-]{1,30}$/.test(language)) return ''
  return /^(?:(?:suggestion|mermaid|math|geojson|topojson|stl)(?![a-z])|clos|fix|resolv)/i.test(language)
    ? ''
    : language
}

/** GitHub's tables split cells before they look at code: what seems to be code in them may be none. */
function looksLikeTable(source: string): boolean {
  return /^[ \t>]*[|:-][ \t|:-]*$/m.test(source.split('\n').slice(1).join('\n'))
}

function sourceOf(node: RootContent, { source, block }: Context): string {
  const { start, end } = node.position ?? {}
  return source.slice(block.offset + (start?.offset ?? 0), block.offset + (end?.offset ?? 0))
}
