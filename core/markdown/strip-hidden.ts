import { boundNesting } from './blocks.ts'
import { blocksToSearch } from './blocks-to-search.ts'
import { referredFootnotes } from './footnotes.ts'
import type { Edit, Hidden } from './hidden.ts'
import { htmlStripper } from './html-stripper.ts'
import { stripInvisible } from './invisible.ts'
import { visitHidden } from './visit-hidden.ts'

/**
 * Takes out of Markdown what a reader of the rendered page does not see. Code stays as it is, but for the words behind a
 * fence's language. Taking something out may bring together what then hides again, so it is done until nothing changes;
 * of a text that goes on hiding nothing is left.
 */
export function stripHidden(text: string, found: (what: Hidden) => void): string {
  let clean = boundNesting(stripInvisible(text))
  if (!CAN_HIDE.test(clean)) return clean
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const next = stripInvisible(stripOnce(clean, found))
    if (next === clean) return clean
    clean = next
  }
  found('tangled')
  return ''
}

/** Without any of these there is neither HTML nor a link, a definition, an entity, code or mathematics. */
const CAN_HIDE = /[<&[`~$]/

const MOST_PASSES = 6

function stripOnce(text: string, found: (what: Hidden) => void): string {
  const edits: Edit[] = []
  const edit = (one: Edit) => edits.push(one)
  const html = htmlStripper({ edit, found })
  const { blocks, definitions, end } = blocksToSearch(text, CAN_HIDE)
  const search = { text, definitions, footnotes: referredFootnotes(text), html, edit, found }
  for (const block of blocks) {
    visitHidden(block.node, { ...search, block })
    if (html.swallows()) break
  }
  if (end < text.length) {
    // What it hides cannot be known.
    found('tooLong')
    edit({ from: end, to: text.length, text: '' })
  }
  html.end(text.length)
  return applied(text, edits)
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
