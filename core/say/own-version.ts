import type { HarnessChange } from '../harness/compare-harness.ts'
import type { HarnessProblem } from '../harness/harness.ts'
import { stripInvisible } from '../markdown/invisible.ts'
import { cell, codeSpan } from '../markdown/write.ts'
import type { Annotation } from './annotations.ts'
import { cutLine } from './cut.ts'
import { defuseLine } from './defuse.ts'
import { count, plural } from './numbers.ts'
import { headed } from './sections.ts'

/** How often a rule that is new or changed would hit in what is there already. */
export type RuleHits = {
  /** Its id; "layers" for the structure. */
  rule: string
  places: number
  /** Counting was given up there. */
  atLeast: boolean
}

/** The rules file as the pull request leaves it. It rules nothing yet. */
export type OwnVersion =
  | { kind: 'broken'; path: string; problems: HarnessProblem[] }
  | {
      kind: 'valid'
      path: string
      changes: HarnessChange[]
      hits: RuleHits[]
      /** Files the hits were counted in, and files the rules cover. */
      looked: number
      covered: number
    }
  /** The pull request takes the rules away. */
  | { kind: 'deleted'; path: string }

const MOST_ROWS = 60

/** Every mistake at its line. */
export function ownVersionAnnotations(own: OwnVersion): Annotation[] {
  if (own.kind !== 'broken') return []
  return own.problems.map(({ line, column, path, message }) => ({
    path: own.path,
    start_line: line,
    end_line: line,
    start_column: column,
    end_column: column,
    annotation_level: 'failure',
    title: cutLine(path === '' ? 'The rules are broken' : stripInvisible(path), 255),
    message: cutLine(stripInvisible(message), 8_000),
  }))
}

export function ownVersionSection(own: OwnVersion, server: string): string {
  const title = "The pull request's own rules"
  const ruling = 'Until it is merged, the rules of the base branch count.'
  switch (own.kind) {
    case 'deleted':
      return headed(title, `${codeSpan(own.path)} is taken away: without it, no rule is left. ${ruling}`)
    case 'broken': {
      const shown = own.problems
        .slice(0, MOST_ROWS)
        .map(
          (one) =>
            `- ${own.path}:${one.line}:${one.column}: ${defuseLine(one.message, { server, most: 1_000 })}`,
        )
      return headed(
        title,
        `${codeSpan(own.path)} as this pull request leaves it has ${plural(own.problems.length, 'mistake')}; with it, nothing would run. ${ruling}\n\n${shown.join('\n')}`,
      )
    }
    case 'valid':
      return headed(
        title,
        [validSentence(own, ruling), changesTable(own, server)].filter(Boolean).join('\n\n'),
      )
  }
}

function validSentence({ path, changes, hits, looked, covered }: Valid, ruling: string): string {
  const counted =
    hits.length === 0
      ? ''
      : ` Places are counted in ${looked === covered ? `the ${plural(looked, 'file')} the new rules cover` : `${count(looked)} of the ${plural(covered, 'file')} the new rules cover`}.`
  const what = changes.length === 0 ? ', and says the same as before' : ''
  return `${codeSpan(path)} as this pull request leaves it is valid${what}. ${ruling}${counted}`
}

type Valid = Extract<OwnVersion, { kind: 'valid' }>

function changesTable({ changes, hits }: Valid, server: string): string {
  if (changes.length === 0) return ''
  const places = new Map(hits.map((one) => [one.rule, one]))
  const rows = changes.slice(0, MOST_ROWS).map(({ what, name, change }) => {
    const hit = what === 'rule' || name === 'layers' ? places.get(name) : undefined
    const cells = [
      `${what} ${codeSpan(name)}`,
      defuseLine(change, { server, most: 600 }),
      hit === undefined ? '' : `${hit.atLeast ? 'at least ' : ''}${plural(hit.places, 'place')}`,
    ]
    return `| ${cells.map(cell).join(' | ')} |`
  })
  if (changes.length > MOST_ROWS) rows.push(`| … and ${count(changes.length - MOST_ROWS)} more | | |`)
  return `| what | change | would hit |\n|---|---|--:|\n${rows.join('\n')}`
}
