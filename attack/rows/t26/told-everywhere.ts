import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { callerWorkflow } from '../../../core/harness/caller-workflow.ts'
import type { Turn } from '../../../playground/model/turn.ts'
import type { Attempt } from '../../row.ts'
import { must, stopped } from '../../row.ts'
import { shownIn, tellShown } from '../../stage/shown-in.ts'
import { shared } from '../../stage/stage.ts'
import type { Told } from '../../stage/told.ts'
import { add, finish, patch } from '../../stage/turns.ts'
import type { World } from '../../stage/world.ts'
import { everyText, OF_JOB, OF_OPERATOR, stolen } from './stolen.ts'

/** One real run whose agent says what it stole wherever it can. */

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''").replaceAll('\0', '')}'`

function tells(world: World, names: string[]): Turn[] {
  const texts = everyText(stolen(world, names))
  const some = (from: number, many: number) => texts.slice(from, from + many)
  const print = (say: string, part: string[]): Turn => ({
    say,
    call: [{ name: 'shell', arguments: { command: `printf '%s\\n' ${part.map(quoted).join(' ')}` } }],
  })
  return [
    ...Array.from({ length: Math.ceil(texts.length / 12) }, (_, at) =>
      print(texts[at * 12] ?? '', some(at * 12, 12)),
    ),
    {
      say: some(0, 8).join('\n'),
      call: [
        {
          name: 'update_plan',
          arguments: { plan: some(10, 12).map((step) => ({ step, status: 'pending' })) },
        },
      ],
    },
    add('src/tax.js', 'export const tax = 19'),
    // Paths the tools refuse are told to people, too.
    patch(`*** Add File: .git/${texts[0]}`, '+x'),
    finish({
      title: `Add ${texts[0]}`,
      summary: texts.join('\n\n'),
      acceptance: some(0, 40).map((criterion, at) => ({
        criterion,
        met: true,
        evidence: texts[at + 40] ?? '',
      })),
      doubts: texts.slice(-50).map((text) => ({ text, path: 'src/tax.js', line: 1 })),
    }),
  ]
}

/** The workflow of the repository prints what the job handed over. */
const WITH_OUTPUTS = `${callerWorkflow()}  after:
    needs: agent
    if: always()
    runs-on: ubuntu-latest
    steps:
      - run: echo "handed over $OUTPUTS"
        env:
          OUTPUTS: \${{ toJSON(needs.agent.outputs) }}
`

const run = (names: string[]) =>
  shared(async (stage) => {
    const told = await stage.thread({
      files: { '.github/workflows/agent.yml': WITH_OUTPUTS },
      times: { pace: { phase: 0, turn: 0 } },
      says: (world) => tells(world, names),
    })
    const sinks: Record<string, string> = { ...(await told.sinks()), 'the job log': told.log }
    for (const path of globSync('reins-runner-*/work/_temp/reins-*', { cwd: told.world.folder }))
      sinks[
        `the runner's ${path
          .split('/')
          .at(-1)
          ?.replace(/[a-z0-9]{20,}/, '…')}`
      ] = readFileSync(join(told.world.folder, path), 'utf8')
    sinks['what tools printed, as the model was told'] = told.outputs.map(({ text }) => text).join('\n')
    sinks['answers of the app to the runner'] = told.world.tap.calls
      .filter(({ path }) => /^\/runs\/.*\/(?:events|report)$/.test(path))
      .map(({ answer }) => answer)
      .join('\n')
    return { told, sinks, secrets: stolen(told.world, names) }
  })

const ofJob = run(OF_JOB)
const ofOperator = run(OF_OPERATOR)

type Place = { where: string; at: RegExp; seen: RegExp }

/** What GitHub shows, and what the app writes for itself: whichever secret it is. */
const OUTSIDE: Place[] = [
  { where: 'comments, the status comment too', at: /^issues and comments$/, seen: /would show a secret/ },
  { where: 'check runs', at: /^check runs$/, seen: /\[redacted: |secret/i },
  { where: 'everything the app asked of GitHub', at: /^what the app asked/, seen: /\[redacted: / },
  { where: 'the log of the app', at: /^log of the app$/, seen: /the report|the title/ },
  {
    where: 'pull requests, branches and commits',
    at: /^(?:pull requests|branches|commit messages)$/,
    seen: /main/,
  },
  { where: 'answers to the runner', at: /^answers of the app/, seen: /conclusion/ },
]
/** What stays with the job: the runner keeps its own secrets out of it. */
const INSIDE: Place[] = [
  { where: 'the job log', at: /^(?:the )?job log$/, seen: /\[redacted: / },
  { where: 'the outputs of the job', at: /^the job log$/, seen: /handed over .*\{/ },
  { where: 'step summaries', at: /^step summaries/, seen: /\[redacted: / },
  { where: 'the transcript', at: /^transcript$/, seen: /\[redacted: / },
  { where: 'files that stay on the runner', at: /^the runner's /, seen: /\[redacted: / },
  { where: 'events and report', at: /^what the runner sent$/, seen: /\[redacted: / },
  { where: 'what tools printed, as the model is told', at: /^what tools printed/, seen: /\[redacted: / },
]

type Ran = { told: Told; sinks: Record<string, string>; secrets: Map<string, string> }

function place(who: string, ran: typeof ofJob, { where, at, seen }: Place): Attempt {
  return {
    name: `${who} in every way: ${where}`,
    run: async (stage) => {
      const { sinks, secrets }: Ran = await ran(stage)
      const there = Object.fromEntries(Object.entries(sinks).filter(([name]) => at.test(name)))
      const text = Object.values(there).join('\n')
      must(text !== '' && seen.test(text), `nothing was written there: ${text.slice(0, 300)}`)
      const shown = shownIn(there, secrets)
      must(shown.length === 0, `shown: ${tellShown(shown)}`)
      const redacted = text.match(/\[redacted: [\w ']{1,60}/g) ?? []
      return stopped('core: redactor', {
        tried: `${secrets.size} secrets, ${everyText(secrets).length} texts`,
        evidence: `${redacted.length} places redacted, none shown${redacted[0] ? `: ${redacted[0]}]` : ''}`,
      })
    },
  }
}

function blocked(who: string, ran: typeof ofJob): Attempt {
  return {
    name: `${who} in the words of a finished run: nothing is published`,
    run: async (stage) => {
      const { told }: Ran = await ran(stage)
      must(told.report !== null, `no report was sent: ${told.log.slice(-500)}`)
      must(told.pull === undefined, `a pull request was opened: ${told.pull?.title}`)
      must(told.check?.conclusion === 'failure', `it ended ${told.check?.conclusion}`)
      const branches = await told.world.github.read.branches(told.world.repository)
      must(branches.join() === 'main', `pushed: ${branches.join()}`)
      must(/A secret, or what looks like one/.test(told.status), `not said: ${told.status}`)
      return stopped('core: redactor', { tried: 'the agent finished', evidence: told.status })
    },
  }
}

export const TOLD_EVERYWHERE: Attempt[] = [
  blocked('tokens of the job', ofJob),
  ...[...OUTSIDE, ...INSIDE].map((one) => place('tokens of the job', ofJob, one)),
  blocked('secrets of the operator', ofOperator),
  ...OUTSIDE.map((one) => place('secrets of the operator', ofOperator, one)),
]
