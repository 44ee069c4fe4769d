import { plainText } from '../clean/plain-text.ts'
import type { Check } from '../harness/harness.ts'
import type { Finding, Level } from '../rules/finding.ts'
import { type Draft, type Format, isPlaced, type Repo } from './format.ts'
import { FORMAT_NAMES } from './formats.ts'
import { logTail } from './log-tail.ts'
import { splitParse } from './output-file.ts'
import { isMatchers, problemMatcher, readMatched } from './problem-matcher/problem-matcher.ts'
import { readDrafts } from './read-drafts.ts'
import { createResolver } from './resolve-path.ts'
import { general, toFindings } from './to-findings.ts'

/** What a check left behind when it ended. */
export type CheckRun = {
  check: Check
  /** Null when it was ended by a signal. */
  exitCode: number | null
  timedOut: boolean
  /** Standard output and error as they came. */
  output: string
  /** Content of the file that `check.parse` names; null when it was not written, or none is named. */
  file: string | null
  tracked: (path: string) => boolean
  /** All tracked paths. */
  paths: string[]
  /** Text of a tracked file as the check saw it. */
  read: (path: string) => string | null
}

const MOST_UNPLACED = 20

/**
 * What a check said, as findings: never silent when it failed, never an exception. `preexisting` is left to the caller,
 * who knows what was there before. @returns `format` as it was recognised; "none" when nothing was.
 */
export function parseCheck(run: CheckRun): { format: string; findings: Finding[] } {
  const { check } = run
  const { format: wanted, path } = splitParse(check.parse)
  const log = plainText(run.output)
  const say = (format: string, said: { message: string; about: string; level?: Level }) => ({
    format,
    findings: [
      general(check, {
        level: said.level ?? 'error',
        message: withLog(said.message, log),
        about: said.about,
      }),
    ],
  })

  if (run.timedOut)
    return say('none', {
      message: `\`${check.name}\` did not end within its limit of ${duration(check.timeout)} and was stopped. Make it faster, or raise \`timeout\` of the check.`,
      about: 'timeout',
    })
  if (!FORMAT_NAMES.includes(wanted))
    return say('none', {
      message: `\`parse: ${check.parse}\` of \`${check.name}\` names no format. Known are: ${FORMAT_NAMES.join(', ')}.`,
      about: 'parse',
    })
  // Matchers are a file of the repository, about the log; every other file is what the check wrote.
  const matching = wanted === problemMatcher.name && path !== null
  const file = run.file ?? (matching && run.tracked(path) ? run.read(path) : null)
  if (path !== null && file === null)
    return say(wanted, {
      message: matching
        ? `\`parse: ${check.parse}\` of \`${check.name}\` (${ending(run)}) names a file of problem matchers that is not there. It was read as failed.`
        : `\`${check.name}\` (${ending(run)}) did not write \`${path}\`, which \`parse: ${check.parse}\` reads. It was read as failed.`,
      about: 'file',
    })

  const repo: Repo = { resolve: createResolver(run), read: run.read }
  const text = file === null ? log : plainText(file)
  const { format, parsed } =
    matching || (file !== null && wanted === 'auto' && isMatchers(text))
      ? { format: problemMatcher, parsed: readMatched(log, { matchers: text, repo }) }
      : readDrafts(text, { format: wanted, repo })
  if (parsed.kind === 'broken')
    return say(format?.name ?? wanted, {
      message: `What \`${check.name}\` (${ending(run)}) wrote could not be read as ${format?.name ?? wanted}: ${parsed.why}.${path === null ? ` A report in the output may be mixed with other lines or cut: let the tool write a file and use \`parse: ${format?.name ?? wanted}:<file>\`.` : ''}`,
      about: 'broken',
      // Nobody promised this format: what looks like one must not fail a check that passed.
      level: wanted === 'auto' && run.exitCode === 0 ? 'warn' : 'error',
    })
  return judge(run, { log, format, drafts: parsed.drafts, repo })
}

/** Which remarks count, and whether they explain the check's end. */
function judge(
  run: CheckRun,
  { log, format, drafts, repo }: { log: string; format: Format | null; drafts: Draft[]; repo: Repo },
): { format: string; findings: Finding[] } {
  const { check } = run
  const passed = run.exitCode === 0
  // A log of a check that passed can quote errors; a report of one that passed means what it says, but blocks nothing.
  const counting =
    passed && format?.structured !== true ? drafts.filter(({ level }) => level !== 'error') : drafts
  const findings = toFindings(counting, { check, repo, most: passed || !check.required ? 'warn' : 'error' })
  const unplaced = counting.filter(({ place }) => place === null)
  const explained = passed || counting.some((draft) => draft.level === 'error' && isPlaced(draft))
  const name = format?.name ?? 'none'
  if (explained && unplaced.length === 0) return { format: name, findings }

  const list = unplaced
    .slice(0, MOST_UNPLACED)
    .map(
      ({ id, message }) => `- ${id === '' ? '' : `${id}: `}${message.split('\n').slice(0, 6).join('\n  ')}`,
    )
  if (unplaced.length > list.length) list.push(`- and ${unplaced.length - list.length} more`)
  const about = unplaced
    .map(({ id }) => id)
    .toSorted()
    .join('\n')
  if (explained) {
    const level = unplaced.some((draft) => draft.level === 'error') && !passed ? 'error' : 'warn'
    const message = `\`${check.name}\` also says, without a place:\n${list.join('\n')}`
    return { format: name, findings: [...findings, general(check, { level, message, about })] }
  }
  const message = [`\`${check.name}\` failed: ${ending(run)}.`, ...list].join('\n')
  return {
    format: name,
    findings: [...findings, general(check, { level: 'error', message: withLog(message, log), about })],
  }
}

function withLog(message: string, log: string): string {
  const tail = logTail(log)
  return tail === '' ? `${message}\nIt wrote nothing else.` : `${message}\n\nThe end of its log:\n${tail}`
}

function ending({ exitCode }: CheckRun): string {
  return exitCode === null ? 'ended by a signal' : `exit code ${exitCode}`
}

function duration(ms: number): string {
  return ms % 60_000 === 0 ? `${ms / 60_000} min` : `${Math.round(ms / 100) / 10} s`
}
