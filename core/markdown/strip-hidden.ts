import type { Definition, Nodes } from 'mdast'
import { type Block, boundNesting, topLevelBlocks } from './blocks.ts'
import { referredFootnotes } from './footnotes.ts'
import type { Edit, Hidden } from './hidden.ts'
import { htmlStripper } from './html-stripper.ts'
import { stripInvisible } from './invisible.ts'
import { visitHidden } from './visit-hidden.ts'

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
  return clean.replace(/[\\<>[\]&`~!]/g, '\\$&')
}

const MOST_PASSES = 6
/** Of one paragraph, list or quote, without fences. A body of 65,536 characters rarely has so many lines in all. */
const MOST_LINES = 2_000

function stripOnce(text: string, found: (what: Hidden) => void): string {
  const blocks = [...topLevelBlocks(text, { emphasis: false, mostLines: MOST_LINES })]
  const definitions = new Map<string, Definition>()
  for (const { node } of blocks) collectDefinitions(node, definitions)
  const edits: Edit[] = []
  const edit = (one: Edit) => edits.push(one)
  const html = htmlStripper({ edit, found })
  const search = { text, definitions, footnotes: referredFootnotes(text), html, edit, found }
  for (const block of blocks) {
    if (block.cut) {
      // Where it ends cannot be known, so neither what it hides.
      found('tooLong')
      edit({ from: startOf(block), to: text.length, text: '' })
      break
    }
    visitHidden(block.node, { ...search, block })
    if (html.swallows()) break
  }
  html.end(text.length)
  return applied(text, edits)
}

function startOf({ node, offset }: Block): number {
  return offset + (node.position?.start.offset ?? 0)
}

function collectDefinitions(node: Nodes, definitions: Map<string, Definition>): void {
  if (node.type === 'definition' && !definitions.has(node.identifier)) definitions.set(node.identifier, node)
  if ('children' in node) for (const child of node.children) collectDefinitions(child, definitions)
}

function applied(text: string, edits: Edit[]): string {
  let clean = ''
  let at = 0
  for (const { from, to, text: instead } of edits.sort((a, b) => a.from - b.from || b.to - a.to)) {
    // What lies within a piece that is gone is gone with it.
    if (to < at || (to === at && from < to)) continue
    clean += text.slice(at, from)
    // A space only keeps apart what would come together.
    const apart = /\S/.test(text.charAt(from - 1)) && /\S/.test(text.charAt(to))
    if (from >= at && (instead !== ' ' || apart)) clean += instead
    at = to
  }
  return clean + text.slice(at)
}
