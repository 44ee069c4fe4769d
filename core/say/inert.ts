import { stripInvisible } from '../markdown/invisible.ts'
import { cutLine } from './cut.ts'

const REFERENCE = String.raw`(?:[\w.\\-]+/[\w.\\-]+)?#\d|GH-\d|https?://\S+/(?:issues|pull)/\d`
/** https://docs.github.com/en/issues/tracking-your-work-with-issues/using-issues/linking-a-pull-request-to-an-issue */
const CLOSING = new RegExp(
  String.raw`\b(close[sd]?|fix(?:e[sd])?|resolve[sd]?)(?=[^\p{L}\p{N}]{1,40}?(?:${REFERENCE}))`,
  'giu',
)
/** https://docs.github.com/en/actions/managing-workflow-runs/skipping-workflow-runs */
const SKIP_CI = /\[(skip[ -]ci|ci[ -]skip|no ci|skip actions|actions skip)\]/gi
const SKIP_CHECKS = /\b(skip-checks)(\s*:)/gi
const COMMAND_LINE = /^([ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*)\/(?=[a-z][\w-]*(?:\s|$))/gim

/**
 * Takes the effect out of words that GitHub, CI or another bot acts upon wherever they stand, in code too: "fixes #1"
 * becomes "fixes issue #1", "[skip ci]" becomes "(skip ci)", a line "/merge" becomes "\/merge". They stay readable.
 */
export function inert(text: string): string {
  return text
    .replace(CLOSING, '$1 issue')
    .replace(SKIP_CI, '($1)')
    .replace(SKIP_CHECKS, '$1 $2')
    .replace(COMMAND_LINE, '$1\\/')
}

/** Text of an agent or a stranger where GitHub shows no Markdown: a title, a line of a commit message. One line. */
export function inertLine(text: string, most: number): string {
  const line = stripInvisible(text).replace(/\s+/g, ' ').trim()
  // A mention is made of the ASCII sign only; commit messages have no code in which it would be harmless.
  return cutLine(inert(line).replace(/@(?=[a-z0-9])/gi, '＠'), most)
}
