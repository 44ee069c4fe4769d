import type { Definition, PhrasingContent } from 'mdast'
import { destination } from '../markdown/destination.ts'
import { codeSpan, joined } from '../markdown/write.ts'
import { inertText } from './inert-text.ts'

export type Inline = {
  /** GitHub's own address: links below it stay links. */
  server: string
  definitions: Map<string, Definition>
}

/** Markdown that is done, or plain words that still have to be made harmless, together with the words beside them. */
type Piece = { markdown: string } | { words: string }

/** The inside of a paragraph, written anew: emphasis, code and links to GitHub stay, everything else is words. */
export function writeInline(nodes: PhrasingContent[], inline: Inline): string {
  let written = ''
  let words = ''
  for (const piece of pieces(nodes, inline)) {
    if ('words' in piece) words += piece.words
    else {
      written = joined(joined(written, inertText(words, inline.server)), piece.markdown)
      words = ''
    }
  }
  return joined(written, inertText(words, inline.server))
}

function pieces(nodes: PhrasingContent[], inline: Inline): Piece[] {
  return nodes.flatMap((node) => piecesOf(node, inline))
}

function piecesOf(node: PhrasingContent, inline: Inline): Piece[] {
  switch (node.type) {
    case 'text':
    case 'html':
      return [{ words: node.value }]
    case 'emphasis':
      return [{ markdown: `*${writeInline(node.children, inline)}*` }]
    case 'strong':
      return [{ markdown: `**${writeInline(node.children, inline)}**` }]
    case 'inlineCode':
      return [{ markdown: codeSpan(node.value) }]
    case 'break':
      return [{ markdown: '\\\n' }]
    case 'link':
      return linkPieces(node.children, node.url, inline)
    case 'linkReference':
      return linkPieces(node.children, inline.definitions.get(node.identifier)?.url ?? '', inline)
    case 'image':
      return [{ words: node.alt || 'image' }, ...addressPieces(node.url)]
    case 'imageReference':
      return [{ words: node.alt || 'image' }]
    default:
      return []
  }
}

function linkPieces(children: PhrasingContent[], url: string, inline: Inline): Piece[] {
  const shown = codeSpan(url)
  // Within a link's text no address becomes a link of its own.
  const label = writeInline(children, { ...inline, server: NOWHERE })
  if (url.startsWith(`${inline.server}/`))
    return [
      { markdown: label === shown ? `<${destination(url)}>` : `[${label || shown}](${destination(url)})` },
    ]
  if (label === '' || label === shown) return [{ markdown: shown }]
  return [...pieces(children, inline), ...addressPieces(url)]
}

function addressPieces(url: string): Piece[] {
  return url === '' ? [] : [{ words: ' (' }, { markdown: codeSpan(url) }, { words: ')' }]
}

const NOWHERE = '\u0000'
