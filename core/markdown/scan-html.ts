export type HtmlToken = {
  from: number
  to: number
} & (
  | { kind: 'comment' }
  | { kind: 'tag'; name: string; closing: boolean; attributes: string }
  /** A tag or comment that does not end here: a browser reads on to wherever it does. */
  | { kind: 'unclosed' }
)

const OPENING = /<(?=[!?/a-z])/gi
const COMMENT = /<!--(?:-?>|[\s\S]*?--!?>)/y
const BOGUS = /<(?:!\[CDATA\[[\s\S]*?\]\]>|[!?][^>]*>|\/[^a-z][^>]*>)/iy
const TAG = /<(\/?)([a-z][^\s/>]*)((?:[^>"']|"[^"]*"|'[^']*')*)>/iy

/** What a browser takes for markup in a piece of raw HTML, in order. What it cannot end is the last one. */
export function scanHtml(source: string): HtmlToken[] {
  const tokens: HtmlToken[] = []
  OPENING.lastIndex = 0
  for (let match = OPENING.exec(source); match !== null; match = OPENING.exec(source)) {
    const token = tokenAt(source, match.index)
    tokens.push(token)
    if (token.kind === 'unclosed') break
    OPENING.lastIndex = token.to
  }
  return tokens
}

function tokenAt(source: string, from: number): HtmlToken {
  if (source.startsWith('<!--', from)) {
    const comment = at(COMMENT, source, from)
    return comment
      ? { kind: 'comment', from, to: from + comment[0].length }
      : { kind: 'unclosed', from, to: source.length }
  }
  const tag = at(TAG, source, from)
  if (tag) {
    const [whole, slash, name = '', attributes = ''] = tag
    return {
      kind: 'tag',
      from,
      to: from + whole.length,
      name: name.toLowerCase(),
      closing: slash === '/',
      attributes,
    }
  }
  const bogus = at(BOGUS, source, from)
  return bogus
    ? { kind: 'comment', from, to: from + bogus[0].length }
    : { kind: 'unclosed', from, to: source.length }
}

function at(pattern: RegExp, source: string, index: number): RegExpExecArray | null {
  pattern.lastIndex = index
  return pattern.exec(source)
}
