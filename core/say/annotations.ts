import { stripInvisible } from '../markdown/invisible.ts'
import type { Finding, Level } from '../rules/finding.ts'
import { ANNOTATION_MESSAGE_BYTES, ANNOTATION_TITLE } from '../run/github-limits.ts'
import type { Doubt } from '../run/report.ts'
import { cutLine, head } from './cut.ts'
import { inert } from './inert.ts'

/** As the Checks API takes it. https://docs.github.com/en/rest/checks/runs#update-a-check-run */
export type Annotation = {
  path: string
  start_line: number
  end_line: number
  start_column?: number
  end_column?: number
  annotation_level: 'failure' | 'warning' | 'notice'
  title: string
  message: string
}

export type Annotated = {
  annotations: Annotation[]
  /** Findings of this run that have no place in a file. */
  unplaced: Finding[]
  /** How many have a place and were too many. */
  leftOut: number
  /** How many were there before the run; they are not shown again. */
  preexisting: number
}

/** Ours: 50 a request, so at most six requests. */
export const MOST_ANNOTATIONS = 300

/** What stays at its line, worst first, each once. The agent's own doubts come before mere information. */
export function toAnnotations({ findings, doubts }: { findings: Finding[]; doubts: Doubt[] }): Annotated {
  const fresh = distinct(findings.filter((finding) => !finding.preexisting))
  const placed = fresh.filter((finding) => finding.path !== null && isInside(finding.path))
  const known = new Set(placed)
  const ranked = [
    ...placed.map((finding) => ({
      rank: RANK[finding.level],
      place: { path: finding.path ?? '', line: finding.range?.startLine ?? 1 },
      write: () => ofFinding(finding),
    })),
    ...doubts.filter(hasPlace).map((doubt) => ({
      rank: RANK_OF_DOUBT,
      place: doubt,
      write: () => ofDoubt(doubt),
    })),
  ].sort((a, b) => a.rank - b.rank || byPlace(a.place, b.place))
  return {
    // Only what is shown is written: a report may hold thousands.
    annotations: ranked.slice(0, MOST_ANNOTATIONS).map(({ write }) => write()),
    unplaced: fresh.filter((finding) => !known.has(finding)),
    leftOut: Math.max(0, ranked.length - MOST_ANNOTATIONS),
    preexisting: findings.length - findings.filter((finding) => !finding.preexisting).length,
  }
}

export const RANK: Record<Level, number> = { error: 0, warn: 1, info: 3 }
export const RANK_OF_DOUBT = 2

/** A finding counts once, however often runner and app saw it. */
export function distinct(findings: Finding[]): Finding[] {
  const seen = new Map<string, Finding>()
  for (const finding of findings) {
    const place = `${finding.rule}\n${finding.path}\n${finding.range?.startLine}\n${finding.fingerprint}`
    if (!seen.has(place)) seen.set(place, finding)
  }
  return [...seen.values()]
}

/** A place a repository can have; the report may say anything. */
export function isInside(path: string): boolean {
  const parts = path.split('/')
  return !parts.some((part) => part === '' || part === '.' || part === '..') && stripInvisible(path) === path
}

export function hasPlace(doubt: Doubt): doubt is Doubt & { path: string; line: number } {
  return doubt.path !== undefined && doubt.line !== undefined && isInside(doubt.path)
}

/** The fix and the reason belong to the message: an annotation shows nothing else. Plain text, not Markdown. */
export function messageOf({ message, fix, why, source }: Finding): string {
  const parts = [
    message,
    fix && `Fix: ${fix}`,
    why && `Why: ${why}`,
    source?.length && `See: ${source.join(', ')}`,
  ]
  return parts.filter(Boolean).join('\n\n')
}

const LEVELS: Record<Level, Annotation['annotation_level']> = {
  error: 'failure',
  warn: 'warning',
  info: 'notice',
}
/** GitHub takes 32-bit line numbers. */
const LAST_LINE = 2 ** 31 - 1

function ofFinding(finding: Finding): Annotation {
  const range = finding.range ?? { startLine: 1, endLine: 1 }
  return {
    path: finding.path ?? '',
    start_line: Math.min(range.startLine, LAST_LINE),
    end_line: Math.min(range.endLine, LAST_LINE),
    ...columnsOf(finding.range),
    annotation_level: LEVELS[finding.level],
    title: cutLine(plain(finding.rule).replace(/\s+/g, ' '), ANNOTATION_TITLE),
    message: cutBytes(plain(messageOf(finding)), ANNOTATION_MESSAGE_BYTES),
  }
}

function ofDoubt({ path, line, text }: Doubt & { path: string; line: number }): Annotation {
  return {
    path,
    start_line: Math.min(line, LAST_LINE),
    end_line: Math.min(line, LAST_LINE),
    annotation_level: 'notice',
    title: 'The agent asks you to look here',
    message: cutBytes(plain(text), ANNOTATION_MESSAGE_BYTES),
  }
}

/** GitHub takes columns on one line only; ours end before `endColumn`, GitHub's include it. */
function columnsOf(range: Finding['range']): Pick<Annotation, 'start_column' | 'end_column'> {
  if (!range?.startColumn || range.startLine !== range.endLine) return {}
  const end = Math.max(range.startColumn, (range.endColumn ?? range.startColumn + 1) - 1)
  return { start_column: Math.min(range.startColumn, LAST_LINE), end_column: Math.min(end, LAST_LINE) }
}

/** GitHub takes no annotation, and with it no check run, whose message is blank. */
function plain(text: string): string {
  return inert(stripInvisible(text)).trim() || '(nothing that can be seen)'
}

type At = { path: string; line: number }

function byPlace(a: At, b: At): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1
  return a.line - b.line
}

function cutBytes(text: string, most: number): string {
  const bytes = (part: string) => new TextEncoder().encode(part).length
  if (text.length * 3 <= most || bytes(text) <= most) return text
  let kept = head(text, most)
  while (bytes(kept) > most - 3) kept = head(kept, Math.floor(kept.length * 0.9))
  return `${kept}…`
}
