import { codeSpan } from '../markdown/write.ts'
import type { ApplyingRule } from '../rules/rules-that-apply.ts'
import { count, listed, plural } from './numbers.ts'

/** What of a pull request was not looked at, and why. Counts are of files. */
export type NotLookedAt = {
  /** Covered by a rule, but larger than GitHub gives as text. */
  large: string[]
  /** Covered by a rule, but beyond what is read of one pull request. */
  many: string[]
  /** Covered by a rule and named like source, but no text. */
  noText: string[]
  /** A rule that blocks is among those that could not look at the change itself. */
  blocking: boolean
  /** Changed files GitHub did not list. */
  unlisted: number
  /** GitHub listed only a part of the repository, and a rule needs all of it. */
  treeCut: boolean
  /** Unchanged files that rules asked for and that were not read any more. */
  unread: number
  /** Rules that cannot be applied here. */
  skipped: ApplyingRule[]
  binaries: number
  links: number
  submodules: number
  /** Rules that only a run of an agent applies. */
  elsewhere: ApplyingRule[]
}

export type ToldGaps = { unjudged: string[]; notes: string[]; blocks: boolean }

const MOST_NAMED = 5

/**
 * Sentences: `unjudged` keeps the check from being green, `notes` do not. `blocks`: what was not looked at is part of the
 * change, and a rule that blocks covers it, so whatever passes a required check would pass it unseen.
 */
export function tellNotLookedAt(what: NotLookedAt): ToldGaps {
  const {
    large,
    many,
    noText,
    blocking,
    unlisted,
    treeCut,
    unread,
    skipped,
    binaries,
    links,
    submodules,
    elsewhere,
  } = what
  return {
    blocks: blocking && large.length + many.length + noText.length + unlisted + skipped.length > 0,
    unjudged: [
      large.length > 0
        ? `${named(large)}: larger than 512,000 bytes, so no rule was applied. Split the file, or take it out of the rules' \`paths\`.`
        : '',
      many.length > 0 ? `${named(many)}: this pull request changes more than is read of one. Split it.` : '',
      noText.length > 0
        ? `${named(noText)}: named like source, but no text, so no rule was applied. Take out what is no text (a NUL character).`
        : '',
      unlisted > 0
        ? `${plural(unlisted, 'changed file')}: GitHub lists no more than 3,000 of a pull request. Split it.`
        : '',
      treeCut
        ? 'GitHub listed only a part of this repository’s files, so imports were looked up in that part.'
        : '',
      unread > 0
        ? `${plural(unread, 'unchanged file')} that imports lead to: cycles were looked for in what could be read.`
        : '',
      skipped.length > 0
        ? `${ids(skipped)} ${skipped.length === 1 ? 'needs' : 'need'} a parser, which is not at hand here.`
        : '',
    ].filter(Boolean),
    notes: [
      nothingToRead({ binaries, links, submodules }),
      elsewhere.length > 0 ? `${ids(elsewhere)}: applied in the run of an agent, not here.` : '',
    ].filter(Boolean),
  }
}

function nothingToRead(what: { binaries: number; links: number; submodules: number }): string {
  const parts = [
    what.binaries > 0 ? plural(what.binaries, 'binary file') : '',
    what.links > 0 ? plural(what.links, 'symbolic link') : '',
    what.submodules > 0 ? plural(what.submodules, 'submodule') : '',
  ].filter(Boolean)
  return parts.length === 0 ? '' : `${listed(parts)}: no text to look at.`
}

function named(paths: string[]): string {
  const shown = paths.slice(0, MOST_NAMED).map(codeSpan)
  const more = paths.length - shown.length
  return listed(more > 0 ? [...shown, `${count(more)} more`] : shown)
}

function ids(rules: ApplyingRule[]): string {
  return named(rules.map(({ id }) => id))
}
