import { stripInvisible } from '../markdown/invisible.ts'
import { cutLine } from './cut.ts'

/** https://docs.github.com/en/issues/tracking-your-work-with-issues/using-issues/linking-a-pull-request-to-an-issue */
const CLOSING = /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)(?=[^\p{L}\p{N}])/giu
/** All that may stand between the keyword and the number, however long. */
const GAP = /[^\p{L}\p{N}]*/uy
const REFERENCE = /^(?:[\w.\\-]+\/[\w.\\-]+#\d|GH-\d|https?:\/\/\S+\/(?:issues|pull|discussions)\/\d)/i
/** Longer than any owner, name and address of an issue. */
const LONGEST_REFERENCE = 500
/** https://docs.github.com/en/actions/managing-workflow-runs/skipping-workflow-runs */
const SKIP_CI = /\[(skip[ -]ci|ci[ -]skip|no ci|skip actions|actions skip)\]/gi
const SKIP_CHECKS = /\b(skip-checks)(\s*:)/gi
/** "/merge", but no path such as /etc/passwd; and the commands of bots that listen to a dot or to their name. */
const COMMAND_LINE =
  /^([ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*)(?=\/[a-z][\w-]*(?![\w/-])|\.(?:deploy|noop|lock|unlock|wcid)\b)/gim
const BORS = /^([ \t>]*)(bors)(?=[ \t:]+(?:r[+=-]|try|merge|delegate|retry|ping|single|p=))/gim
/** Our own marks; none of them is good without its tag, and nobody should have to know that. */
const MARK = /<!--(?=\s*reins)/gi

/**
 * Takes the effect out of words that GitHub, CI or another bot acts upon wherever they stand, in code too: "fixes #1"
 * becomes "fixes issue #1", "[skip ci]" becomes "(skip ci)", a line "/merge" becomes "\/merge". They stay readable.
 * Doing it twice changes nothing more. Takes linear time.
 */
export function inert(text: string): string {
  return text
    .replace(CLOSING, (keyword, at: number) =>
      refersAt(text, at + keyword.length) ? `${keyword} issue` : keyword,
    )
    .replace(SKIP_CI, '($1)')
    .replace(SKIP_CHECKS, (_, word, colon) => (colon === ' :' ? `${word} :` : `${word} ${colon}`))
    .replace(COMMAND_LINE, '$1\\')
    .replace(BORS, '$1\\$2')
    .replace(MARK, '<! --')
}

/** Whether an issue is named there, with nothing but signs before it. */
function refersAt(text: string, at: number): boolean {
  GAP.lastIndex = at
  const gap = GAP.exec(text)?.[0] ?? ''
  const after = text.slice(at + gap.length, at + gap.length + LONGEST_REFERENCE)
  return (gap.endsWith('#') && /^\d/.test(after)) || REFERENCE.test(after)
}

/** Text of an agent or a stranger where GitHub shows no Markdown: a title, a line of a commit message. One line. */
export function inertLine(text: string, most: number): string {
  const line = stripInvisible(text).replace(/\s+/g, ' ').trim()
  // A mention is made of the ASCII sign only; commit messages have no code in which it would be harmless.
  return cutLine(inert(line).replace(/@(?=[a-z0-9])/gi, '＠'), most)
}
