import type { Nodes } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { renderMarkdown } from '../../playground/page/markdown/render-markdown.ts'

type Ours = {
  /** GitHub's own address: links below it are its own. */
  server: string
  /** Sentences of ours that act on purpose, and are left out. */
  ours?: RegExp
}

/**
 * What of a text would act on GitHub when somebody opens the page or GitHub reads it: read from the tree that GitHub's
 * Markdown makes of it, from the page itself, and from the raw text, as bots read it.
 */
export function acts(markdown: string, { server, ours }: Ours): string[] {
  const text = (ours === undefined ? markdown : markdown.replace(ours, '')).replace(OUR_MARK, '')
  const tree = fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })
  const html = String(renderMarkdown(text, { repository: 'acme/shop', breaks: true }))
  return [...inTree(tree, server), ...leftOpen(tree), ...onPage(html, server), ...inWords(text)]
}

/** The same of a text that GitHub shows as it is: a title, a commit, an annotation. */
export function actsAsText(text: string, { mentions }: { mentions: boolean }): string[] {
  const mention = mentions ? /(?<![a-z0-9])@[a-z0-9]/i.exec(text) : null
  return [...inWords(text), ...(mention === null ? [] : [`words: mentions ${mention[0]}`])]
}

function* inTree(node: Nodes, server: string): Generator<string> {
  if (['image', 'imageReference', 'definition', 'footnoteDefinition'].includes(node.type))
    yield `tree: ${node.type}`
  if (node.type === 'link' && !isOurs(node.url, server)) yield `tree: link to ${node.url}`
  // Our templates have details, small print and marks; nobody else's tag may stand.
  if (node.type === 'html' && !TEMPLATE.test(node.value.trim())) yield `tree: html ${node.value.slice(0, 80)}`
  if (node.type === 'code' && DRAWN.test(node.lang ?? '')) yield `tree: drawn or applied: ${node.lang}`
  if ('children' in node) for (const child of node.children) yield* inTree(child, server)
}

const TEMPLATE =
  /^(?:<\/?(?:details|sub|br)>|<summary>[^<>]*(?:<code>git apply<\/code>)?<\/summary>|<details>\s*<summary>[^<>]*(?:<code>git apply<\/code>)?<\/summary>|<br>)$/
const DRAWN = /^(?:suggestion|mermaid|math|geojson|topojson|stl)(?![a-z])/i

const isOurs = (address: string, server: string) =>
  address.startsWith(`${server}/`) || /^\/acme\/shop\/issues\/1$/.test(address)

/** What stands behind an open one is hidden in it. */
function leftOpen(tree: Nodes): string[] {
  const tags = htmlOf(tree).join(' ')
  const [opened, closed] = [/<details\b/gi, /<\/details>/gi].map((tag) => tags.match(tag)?.length ?? 0)
  return opened === closed ? [] : ['page: something is left open']
}

function htmlOf(node: Nodes): string[] {
  if (node.type === 'html') return [node.value]
  return 'children' in node ? node.children.flatMap(htmlOf) : []
}

/** Where ours stands, and nowhere else. */
const OUR_MARK = /^<!-- reins:status run=\S+ tag=\S+ -->\n|\n<!-- reins:request run=\S+ by=ada tag=\S+ -->$/

function* onPage(html: string, server: string): Generator<string> {
  for (const [tag] of html.matchAll(
    /<(?:img|video|audio|iframe|svg|input(?! type="checkbox")|form|script|style)\b[^>]*>/gi,
  ))
    yield `page: ${tag}`
  for (const [, address = ''] of html.matchAll(/<a\b[^>]*\bhref="([^"]*)"/gi))
    if (!isOurs(address, server)) yield `page: link to ${address}`
  for (const [mention] of html.matchAll(/<span class="mention">[^<]*/g)) yield `page: ${mention}`
  if (html.includes('class="suggestion"')) yield 'page: a suggestion'
}

/** Read in the raw text, in code too: commit messages, and other people's bots. */
const WORDS: [RegExp, string][] = [
  [
    /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)\b[\s:*_`~"'(<[\u200B-\u200F]*(?:[\w.-]+\/[\w.-]+)?#\d/i,
    'closes an issue',
  ],
  [
    /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)\b[\s:*_`]*(?:GH-\d|https?:\/\/\S+\/(?:issues|pull)\/\d)/i,
    'closes an issue',
  ],
  [/^[ \t>*+-]*\/[a-z]+(?![\w/])/im, 'commands'],
  [/^[ \t>]*(?:\.deploy\b|bors\s+r\+)/im, 'commands a bot'],
  [/\[(?:skip ci|ci skip|no ci|skip actions|actions skip)\]|\bskip-checks:/i, 'skips checks'],
  [
    /[\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\u00AD\u{E0000}-\u{E007F}]/u,
    'holds what nobody sees',
  ],
]

function* inWords(text: string): Generator<string> {
  for (const [pattern, what] of WORDS) {
    const [match] = pattern.exec(text) ?? []
    if (match !== undefined) yield `words: ${what}: ${JSON.stringify(match)}`
  }
}
