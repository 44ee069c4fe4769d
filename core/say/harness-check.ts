import { codeSpan } from '../markdown/write.ts'
import type { Finding, Level } from '../rules/finding.ts'
import type { RuleResult } from '../rules/rule-input.ts'
import type { ApplyingRule } from '../rules/rules-that-apply.ts'
import type { Conclusion } from '../run/conclusion.ts'
import { CHECK_TEXT } from '../run/github-limits.ts'
import type { CheckRunOutput } from '../run/publication.ts'
import { type Annotated, distinct, toAnnotations } from './annotations.ts'
import { addedLines } from './diff-lines.ts'
import { fitSections, type Section } from './fit-sections.ts'
import { howToWaive } from './how-to-waive.ts'
import { count, listed, plural } from './numbers.ts'
import { type OwnVersion, ownVersionAnnotations, ownVersionSection } from './own-version.ts'
import { findingText } from './review.ts'
import { rulesTable } from './rules-table.ts'
import { headed } from './sections.ts'

/** What the app found out about the rules and one pull request, before it is said. */
export type HarnessJudgement = {
  base: { ref: string; sha: string }
  applying: readonly ApplyingRule[]
  /** Null: the base has no rules, and only the pull request's own are looked at. */
  result: Pick<RuleResult, 'findings' | 'waived' | 'ignored'> | null
  /** By changed path, as GitHub gives them. */
  patches: ReadonlyMap<string, string | null>
  /** Sentences: what a rule covers and could not be looked at. Without an error, the check is neutral for each. */
  unjudged: readonly string[]
  /** A rule that blocks did not see the whole change: neutral would pass a required check. */
  blocks: boolean
  /** Sentences about what has nothing to judge. */
  notes: readonly string[]
  /** The pull request's own version of the rules; null when it leaves them as they are. */
  own: OwnVersion | null
  /** "2026-11-25", UTC. */
  today: string
  /** GitHub's address. */
  server: string
}

export type HarnessCheck = { conclusion: Conclusion; output: CheckRunOutput }

const MOST_LISTED = 50

/** The check run `harness`: annotations on the lines the pull request adds, everything else in the summary. */
export function harnessCheck(judgement: HarnessJudgement): HarnessCheck {
  const { result, patches, own, unjudged, notes, server } = judgement
  const fresh = distinct((result?.findings ?? []).filter(({ preexisting }) => !preexisting))
  const added = new Map([...patches].map(([path, patch]) => [path, addedLines(patch ?? '')]))
  const placed = fresh.flatMap((finding) => placeOnAdded(finding, added))
  const annotated = toAnnotations({ findings: placed, doubts: [] })
  const elsewhere = fresh.filter((finding) => placeOnAdded(finding, added).length === 0)
  const { conclusion, title } = conclude(judgement, fresh)
  const sections: Section[] = [
    { name: 'the outcome', text: outcome(judgement, { fresh, annotated, elsewhere }) },
    { name: "the pull request's own rules", text: own === null ? '' : ownVersionSection(own, server) },
    { name: 'rules', text: headed('Rules', result === null ? '' : rulesTable(judgement.applying, result)) },
    { name: 'what was not looked at', text: headed('Not looked at', bullets([...unjudged, ...notes])) },
    { name: 'how to mend', text: howToWaive(fresh, judgement.today) },
    { name: 'findings elsewhere', text: headed('Not on an added line', list(elsewhere, server)) },
  ]
  return {
    conclusion,
    output: {
      name: 'harness',
      title,
      summary: fitSections(sections, CHECK_TEXT, ''),
      text: '',
      annotations: [...(own === null ? [] : ownVersionAnnotations(own)), ...annotated.annotations],
    },
  }
}

/** The first added line of a finding becomes its place; one without a line stands at the file's first added one. */
function placeOnAdded(finding: Finding, added: ReadonlyMap<string, Set<number>>): Finding[] {
  const lines = finding.path === null ? undefined : added.get(finding.path)
  if (lines === undefined || lines.size === 0) return []
  const { range } = finding
  if (range === null) {
    const [first = 1] = lines
    return [{ ...finding, range: { startLine: first, endLine: first } }]
  }
  for (const line of lines)
    if (line >= range.startLine && line <= range.endLine)
      return [
        line === range.startLine
          ? finding
          : { ...finding, range: { startLine: line, endLine: range.endLine } },
      ]
  return []
}

function conclude(
  { result, applying, unjudged, blocks, own }: HarnessJudgement,
  fresh: Finding[],
): { conclusion: Conclusion; title: string } {
  const counts = countsOf(fresh)
  const broken = own?.kind === 'broken' ? plural(own.problems.length, 'mistake') : null
  if (broken !== null)
    return { conclusion: 'failure', title: listed([`${broken} in the changed rules`, ...counts]) }
  if (fresh.some(({ level }) => level === 'error')) return { conclusion: 'failure', title: listed(counts) }
  if (unjudged.length > 0)
    return {
      conclusion: blocks ? 'action_required' : 'neutral',
      title: [...counts, NOT_ALL].join('; '),
    }
  if (counts.length > 0) return { conclusion: 'success', title: listed(counts) }
  if (result === null) return { conclusion: 'neutral', title: 'The new rules are valid; none applies yet' }
  if (applying.length === 0 && result.findings.length === 0)
    return { conclusion: 'neutral', title: 'No rule applies to this change' }
  return { conclusion: 'success', title: 'No rule is broken' }
}

const NOT_ALL = 'Not everything could be judged'

const NAMES: Record<Level, string> = { error: 'error', warn: 'warning', info: 'note' }

function countsOf(findings: Finding[]): string[] {
  return (['error', 'warn', 'info'] as const)
    .map((level) => ({ level, number: findings.filter((finding) => finding.level === level).length }))
    .filter(({ number }) => number > 0)
    .map(({ level, number }) => plural(number, NAMES[level]))
}

function outcome(
  { base, result, applying }: HarnessJudgement,
  { fresh, annotated, elsewhere }: { fresh: Finding[]; annotated: Annotated; elsewhere: Finding[] },
): string {
  const where = `${codeSpan(base.ref)} at ${base.sha}`
  if (result === null) return `${where} has no rules yet, so nothing of this change is judged by any.`
  const shown = annotated.annotations.length
  const old = result.findings.filter(({ preexisting }) => preexisting).length
  const sentences = [
    `Judged by the rules of ${where}; nothing of the pull request was executed.`,
    applying.length === 0 ? 'None of them looks at what is changed here.' : '',
    fresh.length === 0 && applying.length > 0 ? 'The change breaks none of them.' : '',
    shown > 0 ? `${plural(shown, 'finding stands', 'findings stand')} at the added lines.` : '',
    annotated.leftOut > 0
      ? `${plural(annotated.leftOut, 'finding is', 'findings are')} left out: one check run cannot show them all.`
      : '',
    elsewhere.length > 0
      ? `${plural(elsewhere.length, 'finding has', 'findings have')} no added line and ${elsewhere.length === 1 ? 'is' : 'are'} listed below.`
      : '',
    old > 0
      ? `${plural(old, 'finding was', 'findings were')} there before and ${old === 1 ? 'is' : 'are'} nobody's fault here.`
      : '',
  ]
  return sentences.filter((sentence) => sentence !== '').join(' ')
}

/** As many as there is room for. */
function list(findings: Finding[], server: string): string {
  const shown: string[] = []
  let left = CHECK_TEXT / 3
  for (const finding of findings.slice(0, MOST_LISTED)) {
    const line = finding.range === null ? '' : `:${finding.range.startLine}`
    const place = finding.path === null ? '' : `${codeSpan(`${finding.path}${line}`)}\n\n`
    const text = place + findingText(finding, { server, suggest: false })
    if (text.length > left) break
    left -= text.length
    shown.push(text)
  }
  const more = findings.length - shown.length
  return [...shown, more > 0 ? `… and ${count(more)} more.` : ''].filter(Boolean).join('\n\n')
}

function bullets(sentences: readonly string[]): string {
  return sentences.map((sentence) => `- ${sentence}`).join('\n')
}
