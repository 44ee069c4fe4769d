import { fromMarkdown } from 'mdast-util-from-markdown'
import { type BlockLines, blockLines } from '../markdown/block-lines.ts'
import { boundNesting } from '../markdown/blocks.ts'

/** Beyond this a line is one of data; only code that opens there and closes on a later line would be misread. */
const LONGEST_LINE = 4_000
/** What may begin something that goes on over several lines: code, HTML, a link's title, a definition. */
const LONGER = /[`<[]/
/** Characters of all paragraphs that are read closely; a parser needs milliseconds for each thousand of them. */
const READ_CLOSELY = 6_000

/**
 * Of some lines those that begin in the plain text of a top-level paragraph, in order. Who writes more than 6,000
 * characters of code and links around commands, all in paragraphs, is not understood any more, and asks for nothing.
 * @param wanted 1-based numbers.
 */
export function spokenLines(lines: string[], wanted: ReadonlySet<number>): number[] {
  const spoken: number[] = []
  let left = READ_CLOSELY
  const kept = boundNesting(lines.map((line) => line.slice(0, LONGEST_LINE)).join('\n')).split('\n')
  for (const paragraph of blockLines(kept.join('\n'))) {
    if (paragraph.type !== 'paragraph') continue
    const asked = within(paragraph, wanted)
    if (asked.length === 0) continue
    const text = kept.slice(paragraph.first - 1, paragraph.last).join('\n')
    if (!LONGER.test(text)) spoken.push(...asked)
    else if (text.length <= left) {
      left -= text.length
      const plain = plainLines(text)
      spoken.push(...asked.filter((line) => plain.has(line - paragraph.first + 1)))
    }
  }
  return spoken
}

function within({ first, last }: BlockLines, wanted: ReadonlySet<number>): number[] {
  const found: number[] = []
  for (let line = first; line <= last; line++) if (wanted.has(line)) found.push(line)
  return found
}

/** Lines of one paragraph that begin as words, 1-based. */
function plainLines(paragraph: string): Set<number> {
  const plain = new Set<number>()
  const extensions = [{ disable: { null: ['attention'] } }]
  for (const node of fromMarkdown(paragraph, { extensions }).children) {
    if (node.type !== 'paragraph') continue
    for (const { type, position } of node.children) {
      if (type !== 'text' || !position) continue
      const first = position.start.column === 1 ? position.start.line : position.start.line + 1
      for (let line = first; line <= position.end.line; line++) plain.add(line)
    }
  }
  return plain
}
