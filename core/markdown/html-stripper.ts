import type { Edit, Hidden } from './hidden.ts'
import { scanHtml } from './scan-html.ts'

export type HtmlStripper = {
  /** A node of raw HTML, in the text's order. */
  take: (source: string, from: number) => void
  /** Everything that follows is inside a tag or comment that was not closed. */
  swallows: () => boolean
  /** The text's end: closes what was left open. */
  end: (to: number) => void
}

/** Leaves of HTML what is seen: known tags by their name, links and images with their address. */
export function htmlStripper({
  edit,
  found,
}: {
  edit: (edit: Edit) => void
  found: (what: Hidden) => void
}): HtmlStripper {
  /** An element whose content GitHub does not show, until it is closed. */
  let inside: { name: string; from: number } | null = null
  let swallowed: number | null = null
  const remove = (what: Hidden, from: number, to: number) => {
    found(what)
    // A space, so that what stood around it does not become something new together.
    edit({ from, to, text: ' ' })
  }
  return {
    take: (source, offset) => {
      for (const token of scanHtml(source)) {
        const from = offset + token.from
        const to = offset + token.to
        if (inside !== null) {
          if (token.kind === 'unclosed') swallowed ??= from
          if (token.kind !== 'tag' || !token.closing || token.name !== inside.name) continue
          remove('element', inside.from, to)
          inside = null
        } else if (token.kind === 'unclosed') {
          swallowed ??= from
        } else if (token.kind === 'comment') {
          remove('comment', from, to)
        } else if (UNSEEN.has(token.name)) {
          if (token.closing) remove('unknownTag', from, to)
          else inside = { name: token.name, from }
        } else if (!KNOWN.has(token.name)) {
          remove('unknownTag', from, to)
        } else {
          const clean = cleanTag(token)
          if (clean === source.slice(token.from, token.to)) continue
          if (token.attributes.replace(/[\s/]/g, '') !== '') found('attributes')
          edit({ from, to, text: clean })
        }
      }
    },
    swallows: () => swallowed !== null,
    end: (to) => {
      const from = inside?.from ?? swallowed
      if (from !== null) remove('unclosed', from, to)
    },
  }
}

function cleanTag({
  name,
  closing,
  attributes,
}: {
  name: string
  closing: boolean
  attributes: string
}): string {
  if (closing) return `</${name}>`
  const address = name === 'a' ? 'href' : name === 'img' ? 'src' : null
  const quoted =
    address === null ? null : new RegExp(`(?:^|[\\s"'/])${address}\\s*=\\s*("[^"]*"|'[^']*'|[^\\s"'>]+)`, 'i')
  const url = quoted?.exec(attributes)?.[1]?.replace(/^["']|["']$/g, '')
  return url !== undefined && /^https?:\/\/[!#-%(-;=?-~]{1,2000}$/.test(url)
    ? `<${name} ${address}="${url}">`
    : `<${name}>`
}

/** Their content is not shown. */
const UNSEEN = new Set(
  'script style template title textarea noscript noembed noframes iframe object svg math head xmp plaintext select datalist audio video canvas'.split(
    ' ',
  ),
)

/** What GitHub renders. https://github.com/gjtorikian/html-pipeline (sanitization filter) */
const KNOWN = new Set(
  'h1 h2 h3 h4 h5 h6 br b i strong em a pre code img tt div ins del sup sub p picture source ol ul table thead tbody tfoot blockquote dl dt dd kbd q samp var hr ruby rt rp li tr td th s strike summary details caption figure figcaption abbr bdo cite dfn mark small span time wbr'.split(
    ' ',
  ),
)
