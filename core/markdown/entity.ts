import { fromMarkdown } from 'mdast-util-from-markdown'
import { stripInvisible } from './invisible.ts'

const known = new Map<string, string>()

/**
 * A character reference ("&eacute;", "&#8203;") as plain text: the character itself, behind a backslash where Markdown
 * would act on it, nothing where it cannot be seen. `<`, `>` and `&` keep their shortest reference.
 */
export function cleanEntity(entity: string): string {
  const cached = known.get(entity)
  if (cached !== undefined) return cached
  const clean = write(decode(entity), entity)
  if (known.size < MOST_KNOWN) known.set(entity, clean)
  return clean
}

const MOST_KNOWN = 2_000
const SHORTEST: Record<string, string> = { '<': '&lt;', '>': '&gt;', '&': '&amp;' }

function write(decoded: string, entity: string): string {
  if (decoded === entity) return entity
  const seen = stripInvisible(decoded).replace(/\s/g, ' ')
  return SHORTEST[seen] ?? seen.replace(/[!-/:-@[-`{-~]/g, '\\$&')
}

/** The parser knows all names of the HTML standard; what it does not know stays as it is. */
function decode(entity: string): string {
  const [paragraph] = fromMarkdown(`.${entity}.`).children
  const [node] = paragraph?.type === 'paragraph' ? paragraph.children : []
  return node?.type === 'text' ? node.value.slice(1, -1) : entity
}
