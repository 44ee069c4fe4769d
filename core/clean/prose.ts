import type { Hidden } from '../markdown/hidden.ts'
import { countInvisible } from '../markdown/invisible.ts'
import { stripHidden } from '../markdown/strip-hidden.ts'
import { plural } from '../say/numbers.ts'
import type { Clean } from './clean.ts'

/** `removed` says in words what was taken out: "2 HTML comments", "14 zero-width characters". */
export type Cleaned = { text: Clean; removed: string[] }

/**
 * What people wrote in Markdown, as people see it on GitHub: everything a reader of the rendered page does not see is
 * taken out before an agent reads it. Links keep their addresses, code keeps its text.
 */
export function prose(text: string): Cleaned {
  const removed = countInvisible(text).map(({ what, count }) => plural(count, what))
  const counts = new Map<Hidden, number>()
  const clean = stripHidden(text, (what) => counts.set(what, (counts.get(what) ?? 0) + 1))
  for (const [what, count] of counts) removed.push(plural(count, ...WORDS[what]))
  return { text: clean as Clean, removed }
}

const WORDS: Record<Hidden, [string, string?]> = {
  comment: ['HTML comment'],
  attributes: ['HTML tag lost its attributes', 'HTML tags lost their attributes'],
  unknownTag: ['HTML tag that GitHub does not show', 'HTML tags that GitHub does not show'],
  element: ['HTML element whose content is not shown', 'HTML elements whose content is not shown'],
  unclosed: [
    'unclosed HTML tag or comment with all that follows',
    'unclosed HTML tags or comments with all that follows',
  ],
  imageText: ['text of an image', 'texts of images'],
  linkTitle: ['link title'],
  address: ['address that GitHub does not link to', 'addresses that GitHub does not link to'],
  definition: ['link definition'],
  footnote: ['line of footnotes', 'lines of footnotes'],
  codeInfo: ["note behind a code block's language", "notes behind code blocks' languages"],
  drawn: ['source that GitHub draws without showing it', 'sources that GitHub draws without showing them'],
  tooLong: ['rest of a text with more brackets, tags and entities than anybody writes'],
  tangled: ['whole text, for it hides things within things'],
  entity: ['invisible character written as an entity', 'invisible characters written as entities'],
}
