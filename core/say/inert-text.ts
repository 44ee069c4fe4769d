import { codeSpan, escapeText } from '../markdown/write.ts'

/** Addresses GitHub would link by itself, mail addresses, and mentions; each may have been written with any escape. */
const LIVE =
  /(?<address>(?:https?|ftp):\/\/[^\s<>]+|\bwww\.[^\s<>]+)|(?<mail>(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+)|(?<![a-z0-9])(?<mention>@[a-z0-9][\w/-]*)/gi

/**
 * Plain words as Markdown: every sign is escaped, a mention and an address elsewhere become code, an address of GitHub
 * itself becomes a link.
 */
export function inertText(text: string, server: string): string {
  let written = ''
  let from = 0
  for (const match of text.matchAll(LIVE)) {
    const { address, mail, mention } = match.groups ?? {}
    const found = address?.replace(/[.,;:!?'")\]]+$/, '') ?? mail ?? mention ?? ''
    written += escapeText(text.slice(from, match.index))
    written += found.startsWith(`${server}/`)
      ? `<${found.replace(/[`\\]/g, encodeURIComponent)}>`
      : codeSpan(found)
    from = match.index + found.length
  }
  return written + escapeText(text.slice(from))
}
