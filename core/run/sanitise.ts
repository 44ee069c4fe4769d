import type { Hidden } from '../markdown/hidden.ts'
import { countInvisible } from '../markdown/invisible.ts'
import { stripHidden } from '../markdown/strip-hidden.ts'
import { plural } from '../say/numbers.ts'

/**
 * What people wrote, as people see it on GitHub: everything a reader of the rendered page does not see is taken out
 * before an agent reads it. Links keep their addresses, code keeps its text.
 * @returns the text, and in words what was taken out ("2 HTML comments", "14 zero-width characters").
 */
export function sanitise(text: string): { text: string; removed: string[] } {
  const removed = countInvisible(text).map(({ what, count }) => plural(count, what))
  const counts = new Map<Hidden, number>()
  const clean = stripHidden(text, (what) => counts.set(what, (counts.get(what) ?? 0) + 1))
  for (const [what, count] of counts) removed.push(plural(count, ...WORDS[what]))
  return { text: clean, removed }
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
  definition: ['link definition'],
  footnote: ['line of footnotes', 'lines of footnotes'],
  codeInfo: ["note behind a code block's language", "notes behind code blocks' languages"],
  tooLong: ['block of more than 2,000 lines with all that follows'],
  entity: ['invisible character written as an entity', 'invisible characters written as entities'],
}
