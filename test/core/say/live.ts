import type { Nodes } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { server } from '../kit.ts'

/** As GitHub reads it: GFM, with tables, footnotes and bare addresses. */
export function read(markdown: string): Nodes {
  return fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })
}

/** HTML of our own templates. */
const OURS =
  /^(?:<\/?(?:details|sub|br)>|<summary>[^<>]*<\/summary>|<details>\s*<summary>[^<>]*(?:<code>git apply<\/code>)?<\/summary>|<br>)$/

type Allowed = {
  /** Our templates have tables, marks and details; nobody else has. */
  templates?: boolean
  /** The one closing word that is ours. */
  closing?: string
  /** False: where the raw text is no commit message and nobody's command, code may hold anything. */
  raw?: boolean
  /** A suggestion of ours may stand there. */
  suggestion?: boolean
}

/** What in a piece of Markdown calls, links elsewhere, draws, hides, closes or commands; none of it may come out of a run. */
export function live(markdown: string, allowed: Allowed = {}): string[] {
  const { closing, raw = true } = allowed
  const words = raw ? actingWords(closing ? markdown.replace(closing, '') : markdown) : []
  return [...liveNodes(read(markdown), allowed), ...words]
}

const NEVER = [
  'image',
  'imageReference',
  'linkReference',
  'definition',
  'footnoteReference',
  'footnoteDefinition',
]

const DRAWN = /^(suggestion|mermaid|math|geojson|topojson|stl)(?![a-z])/i
const CLOSES =
  /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)[^\p{L}\p{N}]+(?:(?<=#)\d|GH-\d|[\w.\\-]+\/[\w.\\-]+#\d|https?:\/\/\S+\/(?:issues|pull)\/\d)/iu

function* liveNodes(node: Nodes, allowed: Allowed): Generator<string> {
  const { templates = false, suggestion = false, closing } = allowed
  if (NEVER.includes(node.type)) yield node.type
  if (node.type === 'table' && !templates) yield 'table'
  if (node.type === 'html' && !(templates && (OURS.test(node.value.trim()) || isMark(node.value))))
    yield `html ${node.value}`
  if (node.type === 'link' && !node.url.startsWith(`${server}/`)) yield `link to ${node.url}`
  if (node.type === 'code' && (DRAWN.test(node.lang ?? '') || node.meta))
    if (!(suggestion && node.lang === 'suggestion')) yield `code that acts: ${node.lang}`
  if (node.type === 'text' && CLOSES.test(closing ? node.value.replace(closing, '') : node.value))
    yield `closing ${node.value}`
  if (node.type === 'text' && /(?<![a-z0-9])@[a-z0-9]/i.test(node.value)) yield `mention in ${node.value}`
  if ('children' in node) for (const child of node.children) yield* liveNodes(child, allowed)
}

function isMark(value: string): boolean {
  return /^<!-- reins:(status|request) [\w= [\]-]* -->$/.test(value.trim())
}

/** Read in the raw text, as other bots and a commit message do. */
function actingWords(raw: string): string[] {
  const found = [
    CLOSES,
    /^[ \t>-]*\/[a-z]+$/im,
    /^[ \t>]*bors r\+/im,
    /\[(?:skip ci|ci skip|no ci|skip actions|actions skip)\]/i,
    /^\.deploy\b/im,
  ].flatMap((pattern) => pattern.exec(raw)?.[0] ?? [])
  const marks = raw.match(/<!--\s*reins[^>]*>/g) ?? []
  return [...found, ...marks.filter((mark) => !isMark(mark))]
}
