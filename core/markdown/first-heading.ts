/** Of a file; a heading stands early, and generated files may be large. */
const MOST_TEXT = 16_384
const MOST_HEADING = 200

const MARKDOWN = /\.(md|mdx|markdown)$/i
const HTML = /\.x?html?$/i
const PLAIN = /\.(rst|txt|adoc)$/i

/**
 * What a file says it is about: the first heading of Markdown (`#`, or underlined), HTML (`<h1>`) and reStructuredText,
 * else the first line of the comment it begins with. Comments and code of a document are no headings.
 * @returns one line, at most 200 characters, as it is written; null when it says nothing.
 */
export function firstHeading(path: string, text: string): string | null {
  const head = text.slice(0, MOST_TEXT).replace(/^\uFEFF/, '')
  const found = MARKDOWN.test(path)
    ? inMarkdown(head)
    : HTML.test(path)
      ? inHtml(head)
      : PLAIN.test(path)
        ? inPlain(toLines(head))
        : inComment(toLines(head))
  const line = found?.replace(/\s+/g, ' ').trim().slice(0, MOST_HEADING).toWellFormed() ?? ''
  return line === '' ? null : line
}

function toLines(text: string): string[] {
  return text.split(/\r\n|\r|\n/)
}

function inMarkdown(text: string): string | null {
  let fence: string | null = null
  let before = ''
  for (const line of withoutFrontMatter(toLines(withoutHtmlComments(text)))) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1]
    if (fence !== null) {
      if (mark?.startsWith(fence)) fence = null
      continue
    }
    if (mark !== undefined) fence = mark
    const heading = /^ {0,3}#{1,6}[ \t]+(.*)$/.exec(line)?.[1]
    if (heading !== undefined) return heading.replace(/[ \t]#+[ \t]*$/, '')
    if (before !== '' && /^ {0,3}(=+|-+)[ \t]*$/.test(line)) return before
    before = mark === undefined && !/^ {4}|^\t|^ {0,3}[>*+-]/.test(line) ? line.trim() : ''
  }
  return null
}

function withoutFrontMatter(lines: string[]): string[] {
  if (lines[0] !== '---') return lines
  const end = lines.findIndex((line, index) => index > 0 && /^(---|\.\.\.)$/.test(line))
  return end < 0 ? lines : lines.slice(end + 1)
}

function withoutHtmlComments(text: string): string {
  const parts: string[] = []
  let at = 0
  for (let open = text.indexOf('<!--'); open >= 0; open = text.indexOf('<!--', at)) {
    parts.push(text.slice(at, open))
    const close = text.indexOf('-->', open + 4)
    if (close < 0) return parts.join('')
    at = close + 3
  }
  return parts.join('') + text.slice(at)
}

function inHtml(text: string): string | null {
  const plain = withoutHtmlComments(text)
  for (const tag of ['h1', 'title']) {
    const open = new RegExp(`<${tag}(?=[\\s>])`, 'i').exec(plain)
    if (open === null) continue
    const start = plain.indexOf('>', open.index)
    const rest = start < 0 ? '' : plain.slice(start + 1)
    const end = rest.search(new RegExp(`</${tag}`, 'i'))
    if (end >= 0) return rest.slice(0, end).replace(/<[^<>]*>/g, '')
  }
  return null
}

/** A title stands over a line of marks, perhaps under one as well; AsciiDoc marks it with `=`. */
function inPlain(lines: string[]): string | null {
  for (const [index, line] of lines.entries()) {
    const title = line.trim()
    const under = (lines[index + 1] ?? '').trimEnd()
    if (/^=+ \S/.test(title)) return title.replace(/^=+ /, '')
    if (/^[A-Za-z0-9\p{L}]/u.test(title) && isMarks(under) && under.length >= title.length) return title
  }
  return null
}

function isMarks(line: string): boolean {
  return line.length >= 2 && /[=\-~^"'#*+:.]/.test(line[0]!) && line === line[0]!.repeat(line.length)
}

/** The comment, or the docstring, before anything else; what is for the machine (`#!`, pragmas, licences' tags) is passed. */
function inComment(lines: string[]): string | null {
  for (const line of lines) {
    const plain = line.trim()
    if (plain === '' || /^(#!|#\s*-\*-|["']use \w+["']|<\?)/.test(plain)) continue
    const said = /^(\/\*\*?|\*(?!\/)|\/\/[/!]?|#|--|;+|[rRuU]?(?:"""|'''))(.*)$/.exec(plain)
    if (said === null) return null
    const words = said[2]!.replace(/(\*\/|"""|''').*$/, '').trim()
    if (/[\p{L}\p{N}]/u.test(words)) return words
  }
  return null
}
