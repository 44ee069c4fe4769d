import type { Review as ReviewSchema } from '../harness/parts/review.ts'
import { stripInvisible } from '../markdown/invisible.ts'
import { codeSpan, fenced } from '../markdown/write.ts'
import type { Finding } from '../rules/finding.ts'
import { BODY } from '../run/github-limits.ts'
import type { Doubt } from '../run/report.ts'
import { distinct, hasPlace, RANK, RANK_OF_DOUBT } from './annotations.ts'
import { beside } from './beside.ts'
import { cutText } from './cut.ts'
import { defuse, defuseLine } from './defuse.ts'
import { addedLines, commentableLines } from './diff-lines.ts'
import { fitSections } from './fit-sections.ts'
import { inert } from './inert.ts'
import { count, plural } from './numbers.ts'

/** As `POST /pulls/{number}/reviews` takes it, event COMMENT. */
export type Review = { body: string; comments: ReviewComment[] }
export type ReviewComment = {
  path: string
  line: number
  side: 'RIGHT'
  start_line?: number
  start_side?: 'RIGHT'
  body: string
}

/**
 * One review with what remains at the lines of the diff, worst first; everything is an annotation of the check run as
 * well, places outside the diff only there. Null when nothing stands in the diff.
 * @param comments what the repository wants to see: `review.comments`. The agent's doubts are always shown.
 * @param patches of the pull request's files as GitHub gives them; a file without one (binary, too large) has no lines.
 */
export function toReview({
  findings,
  doubts,
  patches,
  comments: wanted,
  server,
}: {
  findings: Finding[]
  doubts: Doubt[]
  patches: { path: string; patch: string }[]
  comments: ReviewSchema['comments']
  server: string
}): Review | null {
  const linesOf = (lines: (patch: string) => Set<number>): Diff =>
    new Map(patches.map(({ path, patch }) => [path, lines(patch)]))
  const diff = linesOf(commentableLines)
  const added = linesOf(addedLines)
  const fresh = distinct(findings.filter((finding) => !finding.preexisting)).filter(
    (finding) =>
      RANK[finding.level] <= RANK[wanted.minLevel] && (wanted.filter !== 'added' || touches(finding, added)),
  )
  const placed = [
    ...fresh.flatMap((finding) => {
      const place = placeOf(finding, diff)
      return place === null
        ? []
        : [{ rank: RANK[finding.level], write: () => ofFinding(finding, place, server) }]
    }),
    ...doubts
      .filter((doubt) => hasPlace(doubt))
      .filter(({ path, line }) => diff.get(path)?.has(line))
      .map((doubt) => ({ rank: RANK_OF_DOUBT, write: () => ofDoubt(doubt, server) })),
  ].sort((a, b) => a.rank - b.rank)
  const elsewhere = wanted.filter === 'all' ? fresh.filter((finding) => placeOf(finding, diff) === null) : []
  if (placed.length + elsewhere.length === 0 || wanted.max === 0) return null
  // Only what is shown is written: a report may hold thousands.
  const comments = placed.slice(0, wanted.max).map(({ write }) => write())
  const body = reviewBody({ shown: comments.length, left: placed.length - comments.length })
  return { body: [body, ...listElsewhere(elsewhere, server)].join('\n\n'), comments }
}

/** Findings in the text of a review; GitHub takes 65,536 characters, a finding is at most some thousand. */
const MOST_ELSEWHERE = 20

function listElsewhere(findings: Finding[], server: string): string[] {
  if (findings.length === 0) return []
  const listed = findings.slice(0, MOST_ELSEWHERE).map(({ path, range, rule, message, level }) => {
    const place = path === null ? '' : ` ${codeSpan(range === null ? path : `${path}:${range.startLine}`)}`
    return `- ${SIGNS[level]} **${defuseLine(rule, { server, most: 400 })}**${place}: ${defuseLine(message, { server, most: 500 })}`
  })
  const more = findings.length - listed.length
  return [`Outside of this diff:\n\n${listed.join('\n')}${more > 0 ? `\n- … and ${count(more)} more.` : ''}`]
}

export function reviewBody({ shown, left }: { shown: number; left: number }): string {
  const more =
    left === 0
      ? ''
      : ` ${count(left)} more ${left === 1 ? 'is an annotation' : 'are annotations'} of the check run.`
  return `${plural(shown, 'place')} in this diff to look at, worst first: what the rules and checks still remark, and what the agent itself is not sure of.${more}`
}

type Diff = Map<string, Set<number>>

function touches({ path, range }: Finding, lines: Diff): boolean {
  const those = path === null ? undefined : lines.get(path)
  if (range === null || those === undefined) return false
  return [...those].some((line) => line >= range.startLine && line <= range.endLine)
}

type Placed = { path: string; line: number; first: number; whole: boolean }

/** Where in the diff a finding can stand; `whole` when all its lines are there. */
function placeOf({ path, range }: Finding, diff: Diff): Placed | null {
  const lines = path === null ? undefined : diff.get(path)
  if (path === null || range === null || lines === undefined) return null
  const all = range.endLine - range.startLine < 1_000 ? span(range.startLine, range.endLine) : []
  const whole = all.length > 0 && all.every((line) => lines.has(line))
  const line = whole ? range.endLine : [range.endLine, range.startLine].find((one) => lines.has(one))
  return line === undefined ? null : { path, line, first: range.startLine, whole }
}

function ofFinding(finding: Finding, { path, line, first, whole }: Placed, server: string): ReviewComment {
  const body = findingText(finding, { server, suggest: whole })
  return whole && first < line
    ? { path, line, side: 'RIGHT', start_line: first, start_side: 'RIGHT', body }
    : { path, line, side: 'RIGHT', body }
}

function ofDoubt(doubt: Doubt & { path: string; line: number }, server: string): ReviewComment {
  const { path, line, text } = doubt
  return {
    path,
    line,
    side: 'RIGHT',
    body: beside('❔ **The agent is not sure:**', defuse(text, { server, most: 6_000 })),
  }
}

const SIGNS = { error: '❌', warn: '⚠️', info: 'ℹ️' } as const

/** What a review comment says of a finding. A suggestion only where its exact lines are in the diff. */
export function findingText(
  finding: Finding,
  { server, suggest }: { server: string; suggest: boolean },
): string {
  const most = 6_000
  const { rule, level, message, fix, why, source = [], replacement } = finding
  const sections = [
    `${SIGNS[level]} **${defuseLine(rule, { server, most: 400 })}**${says(message, { server, most })}`,
    fix === undefined ? '' : `**Fix**${says(fix, { server, most })}`,
    // Applied with one click: never with characters the reader cannot see.
    suggest && replacement !== undefined && stripInvisible(replacement) === replacement
      ? fenced(`${replacement}\n`, 'suggestion')
      : '',
    why === undefined ? '' : `**Why**${says(why, { server, most })}`,
    source.length === 0
      ? ''
      : `**See**: ${source.map((one) => defuseLine(one, { server, most: 2_500 })).join(', ')}`,
  ]
  const names = ['the finding', 'the fix', 'the suggestion', 'the reason', 'the sources']
  return fitSections(
    sections.map((text, index) => ({ name: names[index] ?? '', text })),
    BODY,
    'The check run has it all.',
  )
}

/** Rules write a sentence; tools may print a page, which keeps its lines. */
function says(text: string, options: { server: string; most: number }): string {
  const plain = stripInvisible(text).trimEnd()
  return plain.includes('\n')
    ? `\n\n${fenced(inert(cutText(plain, options.most)))}`
    : `: ${defuseLine(plain, options)}`
}

function span(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}
