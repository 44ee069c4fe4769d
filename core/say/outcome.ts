import { codeSpan } from '../markdown/write.ts'
import type { Ending } from '../run/conclusion.ts'
import type { Gate } from '../run/gate.ts'
import { defuse } from './defuse.ts'
import { inertText } from './inert-text.ts'
import { count, plural } from './numbers.ts'

export type Told = {
  /** A few plain words: title of the check run. */
  title: string
  /** What happened and what to do next, Markdown. */
  text: string
}

/** How a run ended, for people. `published`: there is a pull request; `files`: how many files the run changed. */
export function tellOutcome({
  ending,
  gates,
  published,
  files,
  again,
  server,
}: {
  ending: Ending
  gates: Gate[]
  published: boolean
  files: number
  /** "/agent implement" */
  again: string
  server: string
}): Told {
  const { outcome } = ending
  const quote = (text: string) => defuse(text, { server, most: 8_000 })
  const retry = `Write ${codeSpan(again)} to try again.`
  const kept = published
    ? 'What was done so far is in the draft pull request, unfinished.'
    : files > 0
      ? `${plural(files, 'changed file')} stayed in the run's report and ${files === 1 ? 'was' : 'were'} not published.`
      : 'No file was changed.'
  switch (outcome.kind) {
    case 'lost':
      return {
        title: 'The run did not come back',
        text: `${quote(outcome.detail)}\n\nThe log of the workflow run may say why. ${retry}`,
      }
    case 'unreadable':
      return {
        title: 'The report of the run could not be read',
        text: `${quote(outcome.detail)}\n\nNothing was published. ${retry}`,
      }
    case 'cancelled':
      return { title: 'Stopped by a person', text: `${quote(outcome.detail)}\n\n${kept} ${retry}` }
    case 'error':
      return { title: ERRORS[outcome.cause], text: `${quote(outcome.detail)}\n\n${kept} ${retry}` }
    case 'limit':
      return {
        title: `Stopped by limit: ${LIMITS[outcome.limit]}`,
        text: `${quote(outcome.detail)}\n\n${kept} Raise the limit in ${codeSpan('.github/agent.yml')} or ask for less, then write ${codeSpan(again)} again.`,
      }
    case 'nothing':
      return {
        title: 'Nothing to do',
        text: `${quote(outcome.reason)}\n\nNothing was changed. If that is wrong, say what is missing and write ${codeSpan(again)} again.`,
      }
    case 'blocked':
      return {
        title: 'Needs an answer',
        text: `${quote(outcome.question)}\n\n${files > 0 ? `${kept} ` : ''}Answer in a comment, then write ${codeSpan(again)} again: the next run reads the answer.`,
      }
    case 'done':
      return tellDone({ ending, gates, kept, again, server })
  }
}

function tellDone({
  ending,
  gates,
  kept,
  again,
  server,
}: {
  ending: Ending
  gates: Gate[]
  kept: string
  again: string
  server: string
}): Told {
  if (ending.refused !== null)
    return {
      title: 'Not published',
      text: `${defuse(ending.refused, { server, most: 8_000 })}\n\n${kept} Change what stands in the way, then write ${codeSpan(again)} again.`,
    }
  if (ending.failed.length > 0)
    return {
      title: `Failed: ${ending.failed.join(', ')}`,
      text: `${ending.failed.map(codeSpan).join(', ')} ${ending.failed.length === 1 ? 'fails' : 'fail'} after the change and did not before. The work is in the draft pull request as it is: mend it there, or write ${codeSpan(again)} for another try.`,
    }
  const passed = passedWords(gates)
  if (ending.protectedPaths.length > 0) {
    const [first = '', ...others] = ending.protectedPaths
    return {
      title: `Needs approval: ${first}${others.length > 0 ? ` and ${count(others.length)} more` : ''}`,
      text: `${passed} The change touches protected paths, which a person must approve:\n\n${ending.protectedPaths
        .slice(0, MOST_PATHS)
        .map((path) => `- ${codeSpan(path)}`)
        .join(
          '\n',
        )}${ending.protectedPaths.length > MOST_PATHS ? `\n- … and ${count(ending.protectedPaths.length - MOST_PATHS)} more` : ''}`,
    }
  }
  return {
    title: `Done: ${inertText(passed.replace(/\.$/, ''), server)}`.replace('Done: A', 'Done: a'),
    text: `${passed} The pull request is a draft: review it, then mark it as ready.`,
  }
}

const MOST_PATHS = 50

function passedWords(gates: Gate[]): string {
  const ran = gates.filter(({ after }) => after.status !== 'skipped')
  if (ran.length === 0) return 'No gate was run: the repository names no check that fits this change.'
  const failing = ran.filter(({ after }) => after.status !== 'passed')
  if (failing.length === 0)
    return ran.length === 1 ? 'The gate passed.' : `All ${count(ran.length)} gates passed.`
  const names = failing.map(({ after }) => codeSpan(after.name)).join(', ')
  return `Nothing got worse: ${names} ${failing.length === 1 ? 'fails' : 'fail'} as before or ${failing.length === 1 ? 'is' : 'are'} not required.`
}

const ERRORS = {
  provider: 'The model provider failed',
  malformed: 'The model gave answers that cannot be read',
  empty: 'The model gave no answer',
  setup: 'The setup command failed',
  workspace: 'The workspace could not be prepared',
  crash: 'The run crashed',
} as const

const LIMITS = {
  turns: 'turns',
  toolCalls: 'tool calls',
  cost: 'cost',
  time: 'time',
  loop: 'it went in circles',
  context: "the model's context window",
} as const
