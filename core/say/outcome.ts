import { codeSpan } from '../markdown/write.ts'
import type { Ending } from '../run/conclusion.ts'
import type { Gate } from '../run/gate.ts'
import { cutLine } from './cut.ts'
import { defuse, defuseLine } from './defuse.ts'
import { passedReason, passedWords } from './gates-table.ts'
import { count, listed, plural } from './numbers.ts'
import { tellPlan } from './plan.ts'

export type Told = {
  /** A few words, plain text: title of the check run. */
  title: string
  /** What happened and what to do next, Markdown made harmless. */
  text: string
}

export type Outcomes = {
  ending: Ending
  gates: Gate[]
  /** There is a draft pull request. */
  published: boolean
  /** How many files the run changed. */
  files: number
  /** "/agent" */
  trigger: string
  /** "/agent implement" */
  again: string
  /** GitHub's address, without a slash at the end. */
  server: string
}

/** How a run ended, for people. */
export function tellOutcome(run: Outcomes): Told {
  const { outcome } = run.ending
  const again = codeSpan(run.again)
  const because = (text: string, next: string) =>
    [defuse(text, { server: run.server, most: MOST_TEXT }), next].filter((part) => part !== '').join('\n\n')
  switch (outcome.kind) {
    case 'lost':
      return {
        title: 'The run did not come back',
        text: because(
          outcome.detail,
          `The log of the workflow run may say why. Write ${again} to try again.`,
        ),
      }
    case 'unreadable':
      return {
        title: 'The report of the run could not be read',
        text: because(outcome.detail, `Nothing was published. Write ${again} to try again.`),
      }
    case 'unjudged':
      return {
        title: 'The report could not be judged',
        text: because(
          outcome.detail,
          `Nothing was published; the changes are kept in the run's report. Write ${again} to try again.`,
        ),
      }
    case 'cancelled':
      return {
        title: 'Stopped',
        text: because(outcome.detail, `${keptSentence(run)} Write ${again} to start anew.`),
      }
    case 'error':
      return {
        title: ERRORS[outcome.cause],
        text: because(outcome.detail, `${keptSentence(run)} Write ${again} to try again.`),
      }
    case 'limit':
      return {
        title: `Stopped by limit: ${LIMITS[outcome.limit]}`,
        text: because(
          outcome.detail,
          `${keptSentence(run)} ${LESS[outcome.limit]}, and write ${again} again.`,
        ),
      }
    case 'nothing':
      return {
        title: 'Nothing to do',
        text: because(
          outcome.reason,
          `${run.files === 0 ? 'Nothing was changed.' : keptSentence(run)} If that is wrong, say what is missing and write ${again} again.`,
        ),
      }
    case 'blocked':
      return {
        title: 'Needs an answer',
        text: because(
          outcome.question,
          `${run.files > 0 ? `${keptSentence(run)} ` : ''}Answer in a comment and write ${again} again: the next run reads the answer.`,
        ),
      }
    case 'planned':
      return {
        title: 'A plan waits for approval',
        text: tellPlan(outcome, {
          ...run,
          kept: run.files === 0 ? 'Nothing was changed.' : keptSentence(run),
        }),
      }
    case 'done':
      return tellDone(run)
  }
}

const MOST_TEXT = 8_000

function tellDone({ ending, gates, again, server, ...run }: Outcomes): Told {
  const { refused, failed, protectedPaths, unmet } = ending
  if (refused !== null)
    return {
      title: 'Not published',
      text: `${defuse(refused, { server, most: MOST_TEXT })}\n\n${keptSentence(run)} When nothing stands in the way any more, write ${codeSpan(again)} again.`,
    }
  if (failed.length > 0)
    return {
      title: cutLine(`Failed: ${failed.join(', ')}`, MOST_TITLE),
      text: `${listed(failed.slice(0, MOST_NAMES).map(codeSpan))}${failed.length > MOST_NAMES ? ' and others' : ''} ${failed.length === 1 ? 'fails' : 'fail'} with this change and did not before. Mend it on the branch, or write ${codeSpan(again)} for another try.`,
    }
  const passed = passedWords(gates)
  const reason = passedReason(gates)
  if (unmet.length > 0) {
    const criteria = unmet.slice(0, MOST_NAMES).map((one) => `- ${defuseLine(one, { server, most: 300 })}`)
    const more = unmet.length > MOST_NAMES ? [`- … and ${count(unmet.length - MOST_NAMES)} more`] : []
    const approval =
      protectedPaths.length > 0
        ? ` ${plural(protectedPaths.length, 'protected path needs', 'protected paths need')} approval too.`
        : ''
    return {
      title: `Not complete: ${plural(unmet.length, 'criterion is', 'criteria are')} not met`,
      text: `${sentences(`${passed.replace(/^./, (letter) => letter.toUpperCase())}.`, reason, `The agent itself says that this is not met:`)}\n\n${[...criteria, ...more].join('\n')}\n\nDecide whether the draft is enough, or write ${codeSpan(again)} again and say what is missing.${approval}`,
    }
  }
  if (protectedPaths.length > 0) {
    const more = protectedPaths.length - MOST_NAMES
    const paths = protectedPaths.slice(0, MOST_NAMES).map((path) => `- ${codeSpan(cutLine(path, 500))}`)
    const list = [...paths, ...(more > 0 ? [`- … and ${count(more)} more`] : [])].join('\n')
    return {
      title: `Needs approval: ${plural(protectedPaths.length, 'protected path')}`,
      text: `${sentences(`${passed.replace(/^./, (letter) => letter.toUpperCase())}.`, reason, 'A person must approve what this change does to protected paths:')}\n\n${list}\n\nThe check run ${codeSpan('approvals')} says whom it asks for and who has approved.`,
    }
  }
  return {
    title: `Done, ${passed}`,
    text: sentences(reason, 'Review the draft, then mark it as ready.'),
  }
}

function sentences(...all: string[]): string {
  return all.filter((sentence) => sentence !== '').join(' ')
}

const MOST_NAMES = 20
/** As long as the title of a check run may be. */
const MOST_TITLE = 255

function keptSentence({ published, files }: Pick<Outcomes, 'published' | 'files'>): string {
  if (published) return 'What was done so far is in the draft pull request, unfinished.'
  if (files === 0) return 'No file was changed.'
  return `${plural(files, 'changed file is', 'changed files are')} kept in the run's report and not published.`
}

const ERRORS = {
  provider: 'The model provider failed',
  malformed: 'The model gave answers that cannot be read',
  sandbox: 'The tools could not be kept apart from the runner',
  empty: 'The model gave no answer',
  setup: 'The setup command failed',
  workspace: 'The workspace failed',
  crash: 'The run crashed',
  secret: 'Not published: it would show a secret',
} as const

const RAISE = `Ask for less, or raise the limit in ${codeSpan('.github/agent.yml')}`
const LESS = {
  turns: RAISE,
  toolCalls: RAISE,
  cost: RAISE,
  time: RAISE,
  loop: 'Say in a comment what it could not find out',
  context: 'Ask for less at once',
} as const

const LIMITS = {
  turns: 'turns',
  toolCalls: 'tool calls',
  cost: 'cost',
  time: 'time',
  loop: 'going in circles',
  context: 'context window of the model',
} as const
