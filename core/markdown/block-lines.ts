import { Parser } from 'commonmark'

/** Top-level blocks by their lines, 1-based, both included. `type` as CommonMark's reference names it; null: definitions. */
export type BlockLines = { type: string | null; first: number; last: number }

/**
 * Where the top-level blocks of a text stand, in order, every line that is not empty in one of them. Reads the structure
 * of blocks alone, which takes a few milliseconds for 64 kB of anything; what stands inside is for a parser of inlines.
 * @param text through `boundNesting`, with LF line breaks.
 */
export function blockLines(text: string): BlockLines[] {
  const found: BlockLines[] = []
  const lines = text.split('\n')
  let done = 0
  const between = (until: number) => {
    // What is in no block are definitions of links, which its tree leaves out.
    let first = done + 1
    while (first <= until && lines[first - 1]?.trim() === '') first++
    if (first <= until) found.push({ type: null, first, last: until })
  }
  for (let node = blocksOnly().parse(text).firstChild; node !== null; node = node.next) {
    const [[first], [last]] = node.sourcepos
    between(first - 1)
    found.push({ type: node.type, first: Math.max(first, done + 1), last })
    done = Math.max(done, last)
  }
  between(lines.length)
  return found
}

/** Its parser of inlines takes quadratic time on "[a](" and the like, so it is given nothing to do. */
function blocksOnly(): Parser {
  const parser = new Parser() as Parser & { inlineParser: { parse: () => void } }
  parser.inlineParser.parse = () => undefined
  return parser
}
