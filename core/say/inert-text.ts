import { destination } from '../markdown/destination.ts'
import { codeSpan, escapeText, joined } from '../markdown/write.ts'

/** Addresses GitHub would link by itself, mail addresses, and mentions; each may have been written with any escape. */
const LIVE =
  /(?<address>(?:https?|ftp):\/\/[^\s<>]+|(?<![a-z0-9])www\.[^\s<>]+)|(?<mail>(?<![\w.+-])[\w.+-]+@[\w.-]*\.[\w.-]*[\w-])|(?<![a-z0-9])(?<mention>@[a-z0-9][\w/-]*)/i

/**
 * Plain words as Markdown: every sign is escaped, a mention and an address elsewhere become code, an address of GitHub
 * itself becomes a link.
 */
export function inertText(text: string, server: string): string {
  let written = ''
  let rest = text
  // Each look begins anew: behind code, a sign stands at the beginning of a word.
  for (let match = LIVE.exec(rest); match !== null; match = LIVE.exec(rest)) {
    const { address, mail, mention } = match.groups ?? {}
    const found = address?.replace(/[.,;:!?'")\]]+$/, '') ?? mail ?? mention ?? ''
    written += escapeText(rest.slice(0, match.index))
    written = joined(written, inertWord(found, server))
    rest = rest.slice(match.index + found.length)
  }
  return joined(written, escapeText(rest))
}

function inertWord(found: string, server: string): string {
  return found.startsWith(`${server}/`) ? `<${destination(found)}>` : codeSpan(found)
}
