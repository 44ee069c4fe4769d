import { type Approver, nameOf } from '../approvals/approver.ts'
import type { OwnersProblem } from '../approvals/codeowners.ts'
import type { Evidence } from '../approvals/demand.ts'
import type { Approvals, JudgedDemand } from '../approvals/judge-approvals.ts'
import { cell, codeSpan } from '../markdown/write.ts'
import type { Conclusion } from '../run/conclusion.ts'
import { CHECK_TEXT } from '../run/github-limits.ts'
import { cutLine } from './cut.ts'
import { defuseLine } from './defuse.ts'
import { fitSections } from './fit-sections.ts'
import { count, listed, plural } from './numbers.ts'
import { headed } from './sections.ts'

export type ApprovalsCheck = {
  name: 'approvals'
  conclusion: Extract<Conclusion, 'success' | 'neutral' | 'action_required'>
  title: string
  summary: string
}

/** Lines of CODEOWNERS that GitHub skips. */
export type SkippedLines = { path: string; problems: OwnersProblem[] }

const TITLE = 255
const MOST_EVIDENCE = 10
const MOST_NAMES = 20
const MOST_LINES = 30

/**
 * The check run `approvals`. Nothing asked for is neutral, which satisfies a required check as success does and is not
 * green over nothing. https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-protected-branches/about-protected-branches#require-status-checks-before-merging
 * Names stand in code: whoever reads the page is told, nobody is called.
 */
export function approvalsCheck(
  approvals: Approvals,
  { skipped, server }: { skipped: SkippedLines | null; server: string },
): ApprovalsCheck {
  const { demands, complete, notCounted, changesRequested } = approvals
  const summary = fitSections(
    [
      { name: 'what to do', text: whatToDo(approvals) },
      { name: 'the table', text: table(demands, server) },
      {
        name: 'approvals that do not count',
        text: headed(
          'Approvals that do not count',
          bullets(notCounted.map(({ login, why }) => `${codeSpan(login)} ${why}.`)),
        ),
      },
      {
        name: 'requested changes',
        text:
          changesRequested.length === 0
            ? ''
            : `${names(changesRequested)} asked for changes. This check run does not wait for that; the branch’s own protection may.`,
      },
      {
        name: 'skipped lines of CODEOWNERS',
        text:
          demands.length === 0 || skipped === null
            ? ''
            : headed(
                `Lines of ${codeSpan(skipped.path)} that GitHub skips`,
                bullets(skipped.problems.map(({ line, message }) => `Line ${line} ${message}.`)),
              ),
      },
    ],
    CHECK_TEXT,
  )
  if (demands.length === 0)
    return { name: 'approvals', conclusion: 'neutral', title: 'Nothing asks for a person', summary }
  const wanted = demands.reduce((sum, demand) => sum + demand.count, 0)
  const given = demands.reduce((sum, { count: of, missing }) => sum + Math.max(0, of - missing), 0)
  return complete
    ? {
        name: 'approvals',
        conclusion: 'success',
        title: wanted === 1 ? 'Approved' : `All ${count(wanted)} approvals given`,
        summary,
      }
    : {
        name: 'approvals',
        conclusion: 'action_required',
        title: cutLine(
          `${count(given)} of ${plural(wanted, 'approval')} given${whoIsMissing(demands)}`,
          TITLE,
        ),
        summary,
      }
}

/** Where a pull request is merged only titles are seen. */
function whoIsMissing(demands: readonly JudgedDemand[]): string {
  const missing = demands.filter(
    (demand) => demand.missing > 0 && demand.obstacle === null && demand.deadEnd === null,
  )
  const asked = missing.filter(({ whom }) => whom.length > 0).map(({ whom }) => whom.map(nameOf).join(' or '))
  return asked.length === 0 ? '' : `: ask ${[...new Set(asked)].join('; ')}`
}

/** Nobody knows whom to ask, or who has approved: never green, and never a guess. */
export function approvalsUnknown(title: string, summary: string): ApprovalsCheck {
  return { name: 'approvals', conclusion: 'action_required', title, summary }
}

function whatToDo({ demands, complete }: Approvals): string {
  if (demands.length === 0)
    return `No rule in ${codeSpan('review.humans')} of ${codeSpan('.github/agent.yml')} on the base branch asks for a person here.`
  if (complete) return 'Everybody whom this change asks for has approved this commit. A new push asks anew.'
  const steps = demands
    .filter(({ missing }) => missing > 0)
    .flatMap((demand) => [
      demand.obstacle ?? demand.deadEnd ?? `Ask ${whomOf(demand.whom)} for a review${many(demand)}.`,
      ...demand.unreadable.map(({ name, why }) => `Nobody can be counted for ${codeSpan(name)}: ${why}.`),
      ...demand.whom.flatMap((one) =>
        one.kind === 'address'
          ? [
              `${codeSpan(one.address)} in CODEOWNERS is an address; GitHub tells nobody whose it is, so nobody is counted for it. Write the login.`,
            ]
          : [],
      ),
    ])
  return `${bullets([...new Set(steps)])}\n\nOnly approvals of this very commit count, of people who may write to the repository; not those of who opened the pull request or asked for an agent’s run in it.`
}

function many({ missing }: JudgedDemand): string {
  return missing === 1 ? '' : ` (${count(missing)} approvals)`
}

function table(demands: readonly JudgedDemand[], server: string): string {
  if (demands.length === 0) return ''
  const rows = demands.map((demand) => {
    const { evidence, whom, approvedBy, missing } = demand
    const cells = [
      missing === 0 ? '✅' : '⏳',
      evidenceOf(evidence, server),
      `${demand.count === 1 ? '' : `${count(demand.count)} of `}${whomOf(whom)}`,
      names(approvedBy) || 'nobody yet',
      missing === 0 ? '–' : plural(missing, 'approval'),
    ]
    return `| ${cells.map(cell).join(' | ')} |`
  })
  return `| | what asks | whom | approved by | missing |\n|:-:|---|---|---|---|\n${rows.join('\n')}`
}

function evidenceOf(evidence: readonly Evidence[], server: string): string {
  const lines = evidence.slice(0, MOST_EVIDENCE).map(({ asks, path, line, why }) => {
    const place = path === null ? '' : `${codeSpan(cutLine(line === null ? path : `${path}:${line}`, 300))} `
    return `**${asks}**: ${place}${defuseLine(why, { server, most: 300 })}`
  })
  const more = evidence.length - MOST_EVIDENCE
  return [...lines, ...(more > 0 ? [`… and ${count(more)} more`] : [])].join('<br>')
}

function whomOf(whom: readonly Approver[]): string {
  if (whom.length === 0) return 'anybody who may write here'
  const shown = whom.slice(0, MOST_NAMES).map((one) => codeSpan(nameOf(one)))
  const more = whom.length - MOST_NAMES
  return [...shown, ...(more > 0 ? [`${count(more)} more`] : [])].join(' or ')
}

function names(logins: readonly string[]): string {
  const more = logins.length - MOST_NAMES
  return listed([...logins.slice(0, MOST_NAMES).map(codeSpan), ...(more > 0 ? [`${count(more)} more`] : [])])
}

function bullets(lines: readonly string[]): string {
  const more = lines.length - MOST_LINES
  return [...lines.slice(0, MOST_LINES), ...(more > 0 ? [`… and ${count(more)} more.`] : [])]
    .map((line) => `- ${line}`)
    .join('\n')
}
