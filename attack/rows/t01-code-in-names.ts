import { readdirSync } from 'node:fs'
import type { Attempt, Row } from '../row.ts'
import { must, stopped } from '../row.ts'
import { shared } from '../stage/stage.ts'
import type { Told } from '../stage/told.ts'
import { add, finish, shell } from '../stage/turns.ts'

/** Leaves a file where a shell evaluates it, and another word than it is where anything does. */
const bait = (place: string) =>
  `$(touch$IFS${mark(place)})\`touch$IFS${mark(place)}\`\${{format('{0}{1}','EVAL','UATED-${place}')}}`
const mark = (place: string) => `PWNED-${place}`
const lines = (place: string) =>
  `\n::set-output name=conclusion::OWNED-${place}\n::add-mask::Discounts\n##[set-output name=conclusion]OWNED-${place}\n`

const LABEL = '$(touch PWNED-label)`touch PWNED-label`'
const BRANCH = 'trunk-$(touch$IFS"PWNED-branch")'
const FILE = `src/$(touch PWNED-file)\`touch PWNED-file\`;touch PWNED-file;.js`

const CONTROL = 'touch$IFS"PWNED-1"; eval "echo \\$(touch PWNED-2)"; ls PWNED-*'

const ran = shared((stage) =>
  stage.thread({
    branch: BRANCH,
    harness: `version: 1\nchecks: [{ name: look, run: ls src }]\n`,
    files: { [FILE]: 'export const a = 1\n' },
    issue: { title: `Discounts ${bait('title')}`, body: `${bait('body')}${lines('body')}` },
    command: `/agent implement ${bait('command')}${lines('command')}`,
    prepare: async ({ github, repository }, issue) =>
      github.label(repository, issue, { name: LABEL, actor: 'ada' }),
    says: [
      shell('ls src; echo it ran'),
      add(`src/${bait('patched').replaceAll('/', '')}.js`, 'export const b = 2'),
      finish({
        title: `Discounts ${bait('finish')}`,
        summary: `It works. ${bait('summary')}${lines('summary')}`,
      }),
    ],
  }),
)

/** Nothing of the bait was evaluated, neither by a shell nor as an expression nor as a command of the runner. */
async function inert(told: Told, place: string): Promise<string> {
  const { world, workflow } = told
  must(workflow?.conclusion === 'success', `the workflow ended as ${workflow?.conclusion}:\n${told.log}`)
  const left = [process.cwd(), world.folder]
    .flatMap((folder) => readdirSync(folder, { recursive: folder === world.folder, encoding: 'utf8' }))
    .filter((path) => path.split('/').at(-1) === mark(place))
  must(left.length === 0, `a shell ran it: ${left.join(', ')}`)
  const sinks = Object.entries(await told.sinks())
  for (const [sink, text] of sinks) {
    must(!text.includes(`EVALUATED-${place}`), `it was evaluated as an expression, and stands in the ${sink}`)
    must(
      !new RegExp(`(?:^|\\n)\\s*(?:::|.*##\\[)set-output name=conclusion[^\\n]*OWNED-${place}`).test(
        sink === 'job log' ? text : '',
      ),
      'a line of the job log begins as a workflow command',
    )
  }
  return `no file ${mark(place)}, nothing evaluated in ${sinks.length} sinks`
}

function reaches(name: string, place: string, arrived: (told: Told) => string): Attempt {
  return {
    name,
    run: async (stage) => {
      const told = await ran(stage)
      const seen = arrived(told)
      must(/touch/.test(seen), `it never got anywhere: ${seen.slice(0, 300)}`)
      return stopped('workflow: input only', {
        tried: `it stands where it was put: ${seen.slice(0, 200)}`,
        evidence: await inert(told, place),
      })
    },
  }
}

const around = (text: string, place: string) => {
  const at = text.indexOf(mark(place))
  return at === -1 ? '' : text.slice(Math.max(0, at - 20), at + 60)
}

export const T01: Row = {
  id: 'T01',
  name: 'code in titles, bodies, branches, names',
  threat:
    'A title, body, branch, label or file name with `$(…)`, backticks, `${{ }}`, newlines, `::set-output`: never reaches a shell or a workflow expression; only JSON, argv or environment of a process without secrets.',
  attempts: [
    reaches('a title with $(…), backticks and ${{ }} reaches a shell', 'title', (told) =>
      around(told.prompts, 'title'),
    ),
    reaches('a body with $(…) and lines of ::set-output reaches the runner', 'body', (told) =>
      around(told.prompts, 'body'),
    ),
    reaches('the words behind a command reach a shell', 'command', (told) => around(told.prompts, 'command')),
    reaches(
      'a label with $(…) reaches a shell',
      'label',
      ({ world }) =>
        JSON.stringify(
          world.tap.calls
            .filter(({ headers }) => headers['x-github-event'] === 'issues')
            .map(({ body }) => body.toString()),
        ).match(/touch PWNED-label/)?.[0] ?? '',
    ),
    reaches(
      'a default branch with $(…) reaches a shell',
      'branch',
      ({ workflow, log }) =>
        `${workflow?.headSha.slice(0, 7)} ${/workspace · (\S+) at/.exec(log)?.[1] ?? ''}`,
    ),
    reaches('a file name with $(…), backticks and ; reaches a shell', 'file', (told) =>
      told.ran('ls src; echo it ran'),
    ),
    reaches(
      'the name of a file that the agent adds reaches a shell',
      'patched',
      ({ pull, status }) => pull?.files.map(({ path }) => path).join(' ') ?? status,
    ),
    reaches('the title of the pull request reaches a shell', 'finish', ({ pull }) => pull?.title ?? ''),
    reaches('the summary with lines of ::set-output reaches the runner', 'summary', ({ pull }) =>
      around(pull?.body ?? '', 'summary'),
    ),
    {
      name: 'what is written into the workflow run is an expression',
      run: async (stage) => {
        const { workflow } = await ran(stage)
        const inputs = JSON.stringify(workflow?.inputs)
        must(/"run":"\{/.test(inputs), `the input is not the app's JSON: ${inputs}`)
        const given = JSON.parse(workflow?.inputs.run ?? '{}') as Record<string, string>
        must(
          Object.keys(given).sort().join() === 'key,server' && /^[0-9a-z]{26}$/.test(given.key ?? ''),
          `more than a key and an address reaches the workflow: ${inputs}`,
        )
        must(!inputs.includes('PWNED') && !(workflow?.name ?? '').includes('PWNED'), `bait in ${inputs}`)
        return stopped('workflow: input only', {
          tried: `the run is called "${workflow?.name}"`,
          evidence: `inputs are a key of 26 letters and an address: ${inputs}`,
        })
      },
    },
  ],
  controls: [
    {
      name: 'the same bait does work in a shell: that of the agent, in its workspace',
      run: async (stage) => {
        const { ran: output } = await stage.thread({ says: [shell(CONTROL), finish()] })
        must(output(CONTROL).includes('PWNED-2'), `the bait would never have been seen: ${output(CONTROL)}`)
        return output(CONTROL)
      },
    },
  ],
}
