import { createJobLog } from '../../playground/runner/log/job-log.ts'
import { createMasks } from '../../playground/runner/log/masks.ts'
import { readOutput } from '../../playground/runner/log/read-output.ts'
import type { Attempt, Row } from '../row.ts'
import { must, stopped } from '../row.ts'
import type { Told } from '../stage/told.ts'
import { PAYLOADS } from './t24/payloads.ts'
import { broken, LAST, loud, MAKE, OTHER, obeyed, turnedAway } from './t24/runs.ts'

type From = (told: Told) => string | undefined

/** `seen` gives words of the attack where they came to the log, or to the model, and shows that it was made. */
function said(name: string, seen: From, run = loud): Attempt {
  return {
    name,
    run: async (stage) => {
      const told = await run(stage)
      const tried = seen(told)
      must(tried !== undefined, `it never happened: ${told.status}\n${told.log.slice(-3_000)}`)
      const lines = obeyed(told)
      must(lines.length === 0, `the runner was spoken to: ${JSON.stringify(lines.slice(0, 5))}`)
      return stopped('action: log', { tried: tried.slice(0, 200), evidence: inLog(told, /canary/) })
    },
  }
}

const line = (pattern: RegExp) => (told: Told) => told.log.split('\n').find((one) => pattern.test(one))
const inLog = (told: Told, pattern: RegExp) =>
  line(pattern)(told)?.slice(0, 300) ?? 'no word of it in the log'
const asked = (text: RegExp) => (told: Told) => text.exec(told.prompts)?.[0]
const made = (command: string) => (told: Told) => told.ran(command)

const pushed = ({ world }: Told) =>
  world.github
    .events()
    .flatMap((one) => (one.type === 'push' ? [one.message] : []))
    .find((message) => message.includes('canary90x'))

export const T24: Row = {
  id: 'T24',
  name: 'words that a runner takes for commands',
  threat:
    '`::add-mask::`, `::stop-commands::`, `##[…]`, ANSI in tool output: never interpreted by the runner.',
  attempts: [
    said('in the output of a command', made('cat words.txt')),
    said('in what a failed command says on stderr', made('cat words.txt >&2; false')),
    said('in the command itself', line(/shell ::error::canary89x/)),
    said('behind the command, as a comment', line(/shell.*# #\[error\]canary88x/)),
    said('in a command with escapes and returns', line(/canary87x/)),
    said('in names of files that are read', line(/read_file.*canary9[5-7]x/)),
    said('in names of files that the agent makes', made(MAKE)),
    said('in names of files outside the scope', made(OTHER)),
    said('in a path of a patch', line(/canary83x/)),
    said('in what the model says', line(/turn 1 · .*canary00x/)),
    said('in arguments that are no JSON', asked(/canary85x/)),
    said('in the steps of a plan', line(/plan · .*canary00x/)),
    said('in the title and the summary of a change', (told) => told.report?.summary.slice(0, 40)),
    said(
      'in the words with which a provider refuses',
      ({ world }) => world.model.requests().find(({ status }) => status === 503) && 'it refused a call',
    ),
    said('in the name of a check, and of one that fails', line(/gate .*canary9[34]x/)),
    said('in what a check prints', asked(/canary94x/)),
    said('in the message of a rule', asked(/canary92x/)),
    said('in the title of the issue, its text and a comment', asked(/canary91x/)),
    said('in titles of commits', pushed),
    said('in what a setup prints that works', line(/━ setup/)),
    said('in what a setup prints that fails', ({ status }) => /canary\d\dx/.exec(status)?.[0], broken),
    said(
      'in the words with which a provider ends the run',
      ({ status }) => /canary\d\dx/.exec(status)?.[0],
      turnedAway,
    ),
    {
      name: 'a mask that hides words of the log from now on',
      run: async (stage) => {
        const told = await loud(stage)
        const end = line(/canary00x canary01x/)(told)
        must(end?.includes(LAST.slice(0, 300)) === true, `masked: ${end}`)
        return stopped('action: log', {
          tried: 'eight turns after it, all words are said again',
          evidence: end,
        })
      },
    },
    {
      name: 'an output of the job that the agent sets',
      run: async (stage) => {
        const told = await loud(stage)
        // The page of the job shows what was found, as text.
        const outputs = JSON.stringify({ ...told.workflow, summaries: [] })
        must(!/canary0[67]x/.test(outputs), outputs)
        must(told.workflow?.conclusion === 'success', `it ended as ${told.workflow?.conclusion}\n${told.log}`)
        return stopped('action: log', {
          tried: told.ran('cat words.txt').slice(0, 300),
          evidence: `the job ended as ${told.workflow.conclusion}, none of it in its outputs`,
        })
      },
    },
    {
      name: 'lines of the app’s own log that the words forge',
      run: async (stage) => {
        const told = await loud(stage)
        const lines = told.world.log().trimEnd().split('\n')
        const forged = lines.filter((one) => !one.startsWith('{"level":') || one.includes('\u001b'))
        must(forged.length === 0, `${JSON.stringify(forged[0])}`)
        return stopped('action: log', { tried: `${lines.length} lines`, evidence: 'each is one JSON object' })
      },
    },
  ],
  controls: [
    {
      name: 'printed as they are, the runner does what they say',
      run: async () => {
        const lines: string[] = []
        const masks = createMasks()
        const read = readOutput(createJobLog(masks, (one) => lines.push(one)))
        const performed = PAYLOADS.filter(({ text, word }) => {
          if (word === 'canary01x') return false
          lines.length = 0
          for (const one of text.split('\n')) read(one)
          return masks.apply(word) !== word || lines.join('\n') !== text
        })
        must(performed.length >= 15, `only ${performed.length} of them`)
        read(PAYLOADS[1]?.text ?? '')
        lines.length = 0
        read('::error::deaf')
        must(lines.join() === '::error::deaf', 'commands could not be stopped')
        return `${performed.length} of ${PAYLOADS.length} were obeyed, and then no command any more`
      },
    },
  ],
}
