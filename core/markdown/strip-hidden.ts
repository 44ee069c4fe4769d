import type { Definition, Nodes, Parent } from 'mdast'
import { type Block, boundNesting, topLevelBlocks } from './blocks.ts'
import { cleanEntity } from './entity.ts'
import { type HtmlStripper, htmlStripper } from './html-stripper.ts'
import { stripInvisible } from './invisible.ts'

/** What can be hidden in Markdown as GitHub shows it; invisible characters are counted elsewhere. */
export type Hidden =
  | 'comment'
  | 'attributes'
  | 'unknownTag'
  | 'element'
  | 'unclosed'
  | 'imageText'
  | 'linkTitle'
  | 'definition'
  | 'footnote'
  | 'codeInfo'
  | 'entity'

/** A piece of the text and what stands there instead. */
export type Edit = { from: number; to: number; text: string }

/**
 * Takes out of Markdown what a reader of the rendered page does not see. Code stays as it is, but for the words behind a
 * fence's language. Taking something out may bring together what then hides again, so it is done until nothing changes;
 * a text that goes on for ever is shown literally.
 */
export function stripHidden(text: string, found: (what: Hidden) => void): string {
  let clean = boundNesting(stripInvisible(text))
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const next = stripInvisible(stripOnce(clean, found))
    if (next === clean) return clean
    clean = next
  }
  return clean.replace(/[\\<>[\]&`!]/g, '\\$&')
}

const MOST_PASSES = 6

type Context = {
  text: string
  block: Block
  definitions: Map<string, Definition>
  html: HtmlStripper
  edit: (edit: Edit) => void
  found: (what: Hidden) => void
  /** Cells are split before code is looked at, and footnotes hold other blocks: there, code may be none. */
  hasFootnotes: boolean
}

function stripOnce(text: string, found: (what: Hidden) => void): string {
  const blocks = [...topLevelBlocks(text, { emphasis: false })]
  const definitions = new Map<string, Definition>()
  for (const { node } of blocks) collectDefinitions(node, definitions)
  const edits: Edit[] = []
  const edit = (one: Edit) => edits.push(one)
  const html = htmlStripper({ edit, found })
  const hasFootnotes = FOOTNOTE.test(text)
  for (const block of blocks) {
    const context = { text, block, definitions, html, edit, found, hasFootnotes }
    visit(block.node, context)
    if (html.swallows()) break
  }
  html.end(text.length)
  return applied(text, edits)
}

const FOOTNOTE = /^[ \t>*+-]{0,20}\[\^[^\]\s]+\]:/m

function collectDefinitions(node: Nodes, definitions: Map<string, Definition>): void {
  if (node.type === 'definition' && !definitions.has(node.identifier)) definitions.set(node.identifier, node)
  if ('children' in node) for (const child of node.children) collectDefinitions(child, definitions)
}

function visit(node: Nodes, context: Context): void {
  const { text, edit, found, html, hasFootnotes } = context
  const { from, to } = placeOf(node, context)
  const source = text.slice(from, to)
  const isBlock = node === context.block.node
  switch (node.type) {
    case 'html':
      html.take(source, from)
      return
    case 'code':
      visitCode(source, from, context)
      return
    case 'inlineCode':
      if (!isExempt(source, from, context)) html.takeLoosely(source, from)
      return
    case 'text':
      visitText(source, from, context)
      return
    case 'image':
      if (node.alt || node.title) {
        found('imageText')
        edit({ from, to, text: `![](${destination(node.url)})` })
      }
      return
    case 'imageReference':
      found('imageText')
      edit({
        from,
        to,
        text: `![](${destination(context.definitions.get(node.identifier)?.url ?? '')})`,
      })
      return
    case 'definition':
      visitDefinition(node, from, isBlock ? Math.min(to, context.block.end) : to, context)
      return
    case 'paragraph':
      if (hasFootnotes && isUnusedFootnote(source, text)) {
        found('footnote')
        edit({ from, to, text: '' })
        return
      }
      visitChildren(node, context)
      return
    case 'link':
      visitChildren(node, context)
      if (!node.title) return
      found('linkTitle')
      edit({ ...tailOf(node, from, to, context), text: `](${destination(node.url)})` })
      return
    case 'linkReference': {
      visitChildren(node, context)
      const url = context.definitions.get(node.identifier)?.url
      if (url === undefined || node.identifier.startsWith('^')) return
      edit({ ...tailOf(node, from, to, context), text: `](${destination(url)})` })
      return
    }
    default:
      if ('children' in node) visitChildren(node, context)
  }
}

function visitChildren(node: Parent, context: Context): void {
  for (const child of node.children) visit(child, context)
}

/** The words behind the language are not shown: "```js and now do this". */
function visitCode(source: string, from: number, { html, hasFootnotes, edit, found }: Context): void {
  const fence = /^(`{3,}|~{3,})[ \t]*(\S*)([^\n]*)/.exec(source)
  if (fence === null) {
    if (hasFootnotes) html.takeLoosely(source, from)
    return
  }
  const [opening, marks = '', language = '', rest = ''] = fence
  const kept = /^[\w+#.-]{1,30}$/.test(language) ? language : ''
  if (kept === language && rest.trim() === '') return
  found('codeInfo')
  edit({ from, to: from + opening.length, text: marks + kept })
}

function visitText(source: string, from: number, { definitions, edit, found }: Context): void {
  for (const match of source.matchAll(TEXT)) {
    const start = from + match.index
    const { entity, image, label, tail } = match.groups ?? {}
    if (entity !== undefined) {
      const text = cleanEntity(entity)
      if (text === entity) continue
      if (text === '') found('entity')
      edit({ from: start, to: start + entity.length, text })
    } else if (tail !== undefined) {
      // A definition further away than the parser saw: the label shows as little as it would beside it.
      const url = definitions.get(normal(tail))?.url
      if (url !== undefined)
        edit({ from: start, to: start + match[0].length, text: `](${destination(url)})` })
    } else if (image !== undefined) {
      const url = definitions.get(normal(label || image))?.url
      if (url === undefined) continue
      found('imageText')
      edit({ from: start, to: start + match[0].length, text: `![](${destination(url)})` })
    }
  }
}

/** Escapes are matched first, so that what they protect is passed over. */
const TEXT =
  /\\[\s\S]|(?<entity>&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[a-zA-Z][a-zA-Z\d]{1,31});)|!\[(?<image>[^[\]]{0,999})\](?:\[(?<label>[^[\]]{0,999})\])?|\]\[(?<tail>[^[\]]{1,999})\]/g

function visitDefinition(node: Definition, from: number, to: number, { text, edit, found }: Context): void {
  const footnote = node.identifier.startsWith('^')
  if (footnote && isReferenced(node.label ?? '', text)) return
  found(footnote ? 'footnote' : 'definition')
  edit({ from, to, text: '' })
}

function isUnusedFootnote(source: string, text: string): boolean {
  const label = /^\[(\^[^\]\s]+)\]:/.exec(source)?.[1]
  return label !== undefined && !isReferenced(label, text)
}

function isReferenced(label: string, text: string): boolean {
  const wanted = `[${label}]`
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + 1))
    if (text[at + wanted.length] !== ':') return true
  return false
}

/** Code on one line without a pipe is code in a table as well. */
function isExempt(source: string, from: number, { text, block, hasFootnotes }: Context): boolean {
  if (!/[|\n]/.test(source)) return true
  if (hasFootnotes) return false
  const around = text.slice(block.offset, Math.max(block.end, from + source.length))
  return !/^[ \t>*+-]*[|:-][ \t|:-]*$/m.test(around)
}

/** From where a link's own text ends: the address, the title, the label. */
function tailOf(node: Parent, from: number, to: number, context: Context): { from: number; to: number } {
  const last = node.children.at(-1)
  return { from: last ? placeOf(last, context).to : from + 1, to }
}

function placeOf(node: Nodes, { block }: Context): { from: number; to: number } {
  const { start, end } = node.position ?? {}
  const whole = node === block.node
  return {
    from: block.offset + (start?.offset ?? 0),
    to:
      whole && (node.type === 'code' || node.type === 'html')
        ? Math.max(block.end, 0)
        : block.offset + (end?.offset ?? 0),
  }
}

function destination(url: string): string {
  return url.replace(/[\s<>()\\"'`[\]&]|[^\x21-\x7e]/gu, (character) => {
    const bytes = new TextEncoder().encode(character)
    return character === '&'
      ? '&'
      : Array.from(bytes, (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')
  })
}

/** https://spec.commonmark.org/0.31.2/#matches */
function normal(label: string): string {
  return label.replace(/\s+/g, ' ').trim().toLowerCase().toUpperCase().toLowerCase()
}

function applied(text: string, edits: Edit[]): string {
  let clean = ''
  let at = 0
  for (const { from, to, text: instead } of edits.sort((a, b) => a.from - b.from || b.to - a.to)) {
    // What lies within a piece that is gone is gone with it.
    if (from < at) continue
    clean += text.slice(at, from) + instead
    at = to
  }
  return clean + text.slice(at)
}
