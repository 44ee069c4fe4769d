import type { Definition, Nodes, Parent } from 'mdast'
import { destination } from './destination.ts'
import { hidesInMath, shownOfDrawn } from './drawn.ts'
import { footnotesToRemove } from './footnotes.ts'
import type { Search } from './hidden.ts'
import { shownAddress } from './shown-address.ts'
import { visitHiddenText } from './visit-hidden-text.ts'

/** Walks one block in the text's order and gives an edit for each thing in it that is not shown. */
export function visitHidden(node: Nodes, search: Search): void {
  const { edit, found, html, definitions } = search
  const { from, to } = placeOf(node, search)
  const source = search.text.slice(from, to)
  switch (node.type) {
    case 'html':
      html.take(source, from)
      break
    case 'code':
      visitCode(source, from, search)
      break
    case 'inlineCode':
      if (search.text[from - 1] === '$' && search.text[to] === '$' && hidesInMath(source)) {
        found('drawn')
        edit({ from: from - 1, to: to + 1, text: '' })
        break
      }
      if (isCodeAnyway(source, search)) break
      // Read as text the next time: in the cells of a table it may be none.
      for (const { index } of source.matchAll(/`/g))
        edit({ from: from + index, to: from + index, text: '\\' })
      break
    case 'text':
      visitHiddenText(source, from, search)
      break
    case 'image': {
      const url = addressOf(node, search)
      if (node.alt || node.title) found('imageText')
      else if (url === node.url) break
      edit({ from, to, text: `![](${destination(url)})` })
      break
    }
    case 'imageReference':
      found('imageText')
      edit({ from, to, text: `![](${destination(addressOf(definitions.get(node.identifier), search))})` })
      break
    case 'definition':
      visitDefinition(node, search)
      break
    case 'paragraph': {
      visitChildren(node, search)
      for (const piece of search.footnotes === null ? [] : footnotesToRemove(source, search.footnotes)) {
        found('footnote')
        edit({ from: from + piece.from, to: from + piece.to, text: '' })
      }
      break
    }
    case 'link': {
      visitChildren(node, search)
      // An address in angle brackets is the text that is shown.
      const url = source.startsWith('<') ? node.url : addressOf(node, search)
      if (node.title) found('linkTitle')
      else if (url === node.url) break
      edit({ from: endOfLabel(node, search), to, text: `](${destination(url)})` })
      break
    }
    case 'linkReference': {
      visitChildren(node, search)
      const definition = definitions.get(node.identifier)
      if (definition === undefined || node.identifier.startsWith('^')) break
      edit({ from: endOfLabel(node, search), to, text: `](${destination(addressOf(definition, search))})` })
      break
    }
    default:
      if ('children' in node) visitChildren(node, search)
  }
}

function visitChildren(node: Parent, search: Search): void {
  for (const child of node.children) visitHidden(child, search)
}

/** Where it leads, for whoever looks. */
function addressOf(place: { url: string } | undefined, { found }: Search): string {
  const url = shownAddress(place?.url ?? '')
  if (place !== undefined && url !== place.url) found('address')
  return url
}

/** The words behind the language are not shown: "```js and now do this". */
function visitCode(source: string, from: number, { footnotes, edit, found }: Search): void {
  const fence = /^(`{3,}|~{3,})[ \t]*(\S*)([^\n]*)/.exec(source)
  if (fence === null) {
    // A footnote's blocks are indented as code is.
    if (footnotes === null) return
    found('footnote')
    edit({ from, to: from + source.length, text: '' })
    return
  }
  const [opening, marks = '', language = '', rest = ''] = fence
  const kept = /^[\w+#.-]{1,30}$/.test(language) ? language : ''
  const shown = shownOfDrawn(source, language)
  if (shown !== source) {
    found('drawn')
    edit({ from, to: from + source.length, text: shown })
    return
  }
  if (kept === language && rest.trim() === '') return
  found('codeInfo')
  edit({ from, to: from + opening.length, text: marks + kept })
}

/** Definitions are never shown. Those that links use go on in the links. */
function visitDefinition(node: Definition, search: Search): void {
  const { footnotes, edit, found } = search
  const { from, to } = placeOf(node, search)
  const source = search.text.slice(from, to)
  const footnote = node.identifier.startsWith('^')
  const plain = !/[<>&[\]`!]/.test(source.slice(source.indexOf(':')))
  if (footnote && plain && footnotesToRemove(source, footnotes ?? new Set()).length === 0) return
  found(footnote ? 'footnote' : 'definition')
  edit({ from, to, text: '' })
}

/** GitHub splits a table into cells before it looks for code: only what is on one line without a pipe is code for sure. */
function isCodeAnyway(source: string, { text, block, footnotes }: Search): boolean {
  if (!/(?<!\\)\||\n/.test(source)) return true
  const around = text.slice(block.start, block.end)
  return footnotes === null && !/^[ \t>*+-]*[|:-][ \t|:-]*$/m.test(around)
}

/** From where a link's own text ends: the address, the title, the label. */
function endOfLabel(node: Parent, search: Search): number {
  const last = node.children.at(-1)
  return last ? placeOf(last, search).to : placeOf(node as Nodes, search).from + 1
}

function placeOf(node: Nodes, { block }: Search): { from: number; to: number } {
  const from = block.offset + (node.position?.start.offset ?? 0)
  // What is longer than the parser's window ends further down.
  const long = node === block.node && ['code', 'html', 'definition'].includes(node.type)
  return { from, to: long ? block.end : block.offset + (node.position?.end.offset ?? 0) }
}
