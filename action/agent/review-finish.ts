import type { Acceptance } from '../../core/run/report.ts'
import { cutText } from './cut-text.ts'
import type { Declaration } from './tools/tool.ts'

export type Reviewed = { kind: 'fine'; declared: Declaration } | { kind: 'refused'; why: string }

/** Refusals of one stretch of work; after them what is not answered counts as not met. */
const MOST_REFUSALS = 2
/** A report holds so many; the repository's own come first. */
const MOST_ENTRIES = 50

/** Holds `finish` to criteria of every task: work that is done answers each, a met one with evidence. */
export function reviewFinish(criteria: string[]): {
  /** New work was asked for. */
  begin: () => void
  review: (declared: Declaration) => Reviewed
} {
  let refusals = 0
  return {
    begin: () => {
      refusals = 0
    },
    review: (declared) => {
      if (declared.outcome.kind !== 'done') return { kind: 'fine', declared }
      const open = criteria.filter((criterion) => !isAnswered(criterion, declared.acceptance))
      if (open.length === 0) return { kind: 'fine', declared }
      if (refusals++ < MOST_REFUSALS) return { kind: 'refused', why: ask(open) }
      const unmet = open.map((criterion) => ({ criterion, met: false, evidence: NOT_SAID }))
      const others = declared.acceptance.filter((entry) => !open.some((one) => isAbout(one, entry)))
      return {
        kind: 'fine',
        declared: { ...declared, acceptance: [...unmet, ...others].slice(0, MOST_ENTRIES) },
      }
    },
  }
}

const NOT_SAID = 'The agent gave no evidence when it was asked.'

function ask(open: string[]): string {
  const list = open.map((criterion) => `- ${cutText(criterion, 1_000)}`).join('\n')
  return `Not finished: \`acceptance\` has no evidence for these criteria of every task here. Call finish again with an entry for each, in these words; \`met: false\` where it is not met:\n${list}`
}

function isAnswered(criterion: string, acceptance: Acceptance[]): boolean {
  return acceptance.some(
    (entry) => isAbout(criterion, entry) && (!entry.met || entry.evidence.trim().length > 0),
  )
}

/** The same words, whatever marks stand between them; an agent may add some before or after. */
function isAbout(criterion: string, entry: Acceptance): boolean {
  const wanted = wordsOf(criterion)
  return wanted !== ''
    ? ` ${wordsOf(entry.criterion)} `.includes(` ${wanted} `)
    : entry.criterion === criterion
}

function wordsOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
