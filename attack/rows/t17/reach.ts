import type { Attempt } from '../../row.ts'
import { must, stopped } from '../../row.ts'
import { write } from '../../stage/honest-report.ts'
import type { PlayedRunner } from '../../stage/played-runner.ts'
import { HARNESS } from '../../stage/shop-files.ts'
import { shared } from '../../stage/stage.ts'
import { add, finish, shell } from '../../stage/turns.ts'
import type { World } from '../../stage/world.ts'

/** Everything may be written, nothing is protected, nobody has to look. */
const WIDE = `version: 1
scope: { write: ['**', '*', '**/*', '.github/**', '.github/workflows/**'], protect: [], deny: [], hide: [] }
review: { humans: [{ when: { paths: ['nothing/**'] } }] }
`
const wide = shared((stage) => stage.world({ harness: WIDE }))

/** A caller workflow that would tell the action what it may, and files that tools take settings from. */
const CALLER = `on: { workflow_dispatch: { inputs: { run: { required: true, type: string } } } }
run-name: agent \${{ fromJSON(inputs.run).key }}
env: { REINS_SANDBOX: 'off', REINS_LIMITS: '{"turns": 900}', INPUT_SANDBOX: 'off' }
permissions: { contents: read, id-token: write }
jobs:
  agent:
    uses: reins-dev/reins/.github/workflows/agent.yml@v1
    with: { run: '\${{ inputs.run }}' }
`
const SETTINGS = {
  '.env': 'REINS_SANDBOX=off\nREINS_LIMITS={"turns":900}\n',
  '.github/workflows/agent.yml': CALLER,
}
const SETUP = 'export REINS_SANDBOX=off; echo REINS_SANDBOX=off >> "$GITHUB_ENV"; true'
const PROBE = 'touch /etc/reins-was-here; cat /etc/shadow; echo tried'
const ran = shared((stage) =>
  stage.thread({
    files: SETTINGS,
    harness: `${HARNESS}setup: '${SETUP}'\nlimits: { turns: 900 }\n`,
    variables: { REINS_LIMITS: '{"turns": 4}' },
    says: [shell(PROBE), add('src/a.js', 'a'), ...[1, 2, 3].map((turn) => shell(`echo ${turn}`)), finish()],
  }),
)

const statusOf = (world: World, { assignment }: PlayedRunner) =>
  (world.replies(assignment?.issue.number ?? 0).at(-1) ?? '').replace(/^<!--.*-->\n/, '')

export const REACH: Attempt[] = [
  {
    name: 'rules that let workflows be written',
    run: async (stage) => {
      const world = await wide(stage)
      const runner = await world.claimed()
      const changes = [write('.github/workflows/ci.yml', 'on: push\n'), write('src/a.js', 'a\n')]
      const answer = await runner.report({ changes })
      await world.settled()
      const said = statusOf(world, runner)
      must(answer.status === 200, `the report was not taken: ${answer.text}`)
      must(world.github.read.pullRequests(world.repository).length === 0, 'it was published')
      must(/workflows/.test(said), `not said: ${said}`)
      return stopped('core: rules of the base', {
        tried: '.github/workflows/ci.yml reported',
        evidence: said,
      })
    },
  },
  {
    name: 'rules that let .git and places outside be written',
    run: async (stage) => {
      const world = await wide(stage)
      const said: string[] = []
      for (const path of ['.git/config', '../outside.js', 'sub/.GIT/hooks/pre-commit']) {
        const runner = await world.claimed()
        const answer = await runner.report({ changes: [write(path, 'x\n')] })
        await world.settled()
        said.push(`${path}: ${answer.body.error ?? statusOf(world, runner)}`)
        must(world.github.read.pullRequests(world.repository).length === 0, `${path} was published`)
      }
      return stopped('app: changes re-checked', { tried: 'three reports', evidence: said.join(' ') })
    },
  },
  {
    name: 'rules that protect nothing, and nobody looks at what agents are told',
    run: async (stage) => {
      const world = await wide(stage)
      const runner = await world.claimed()
      const paths = ['.github/agent.yml', 'AGENTS.md', 'CODEOWNERS', '.npmrc', 'package-lock.json']
      const answer = await runner.report({ changes: paths.map((path) => write(path, 'x: 1\n')) })
      await world.settled()
      const check = world.github.read.checkRuns(world.repository).findLast(({ name }) => name === 'agent')
      const pull = world.github.read.pullRequests(world.repository).at(-1)
      must(check?.conclusion === 'action_required', `${check?.conclusion}: ${answer.text}`)
      must(pull === undefined || pull.draft, 'an ordinary pull request')
      const told = JSON.stringify([check.output, pull?.body, statusOf(world, runner)])
      for (const path of paths) must(told.includes(path), `${path} is not told: ${told}`)
      return stopped('core: rules of the base', {
        tried: `${paths.join(', ')} reported`,
        evidence: `${check.conclusion}: ${check.output.title}`,
      })
    },
  },
  {
    name: 'labels and roles that are wider than the scope',
    run: async (stage) => {
      const yaml =
        "tasks: { labels: { free: { write: ['**'] } } }\nagents: { implementer: { scope: { write: ['**'] } } }\n"
      const world = await stage.world({ harness: `${HARNESS}${yaml}` })
      const issue = await world.issue()
      await world.github.label(world.repository, issue, { name: 'free', actor: 'root' })
      await world.comment('ada', '/agent implement', issue)
      if (world.dispatched() === 0) {
        const said = world.replies(issue).at(-1) ?? ''
        must(/write/.test(said), `refused for another reason: ${said}`)
        return stopped('core: rules schema', { tried: yaml.trim(), evidence: said })
      }
      const runner = world.runner()
      must((await runner.claim()).status === 200, 'the run could not be claimed')
      const write = runner.assignment?.harness.scope.write
      must(JSON.stringify(write) === '["src/**","test/**"]', `given: ${JSON.stringify(write)}`)
      return stopped('core: rules schema', { tried: yaml.trim(), evidence: `write: ${write?.join(', ')}` })
    },
  },
  {
    name: 'a workflow, a setup and an .env of the repository that turn the sandbox off',
    run: async (stage) => {
      const told = await ran(stage)
      const said = told.ran(PROBE)
      must(said.includes('tried'), `the probe never ran: ${said}`)
      must(!/root:[^x]/.test(said), `/etc/shadow was read: ${said}`)
      const { isolation = '' } = told.report ?? {}
      must(isolation !== '' && !/^none|off/.test(isolation), `it ran with: ${isolation}`)
      return stopped('app: frozen assignment', {
        tried: 'the workflow, its environment, setup and .env say REINS_SANDBOX=off',
        evidence: `isolation: ${isolation}; ${said.slice(0, 200)}`,
      })
    },
  },
  {
    name: 'a workflow, a setup and an .env of the repository that raise the limits',
    run: async (stage) => {
      const told = await ran(stage)
      const asked = told.world.model.requests().length
      must(asked >= 2 && asked <= 5, `the model was asked ${asked} times`)
      must(told.check?.conclusion !== 'success', `it ended green: ${told.status}`)
      return stopped('core: operator limits', {
        tried: 'REINS_LIMITS of 900 turns everywhere in the repository',
        evidence: `${asked} calls; ${told.check?.output.title}`,
      })
    },
  },
  {
    name: 'a workflow of the repository that runs the action in a job of its own',
    run: async (stage) => {
      const jobs = `jobs:
  agent:
    runs-on: ubuntu-latest
    steps:
      - uses: reins-dev/reins/action@v1
        with: { run: '\${{ inputs.run }}' }
`
      const own = `${CALLER.slice(0, CALLER.indexOf('jobs:'))}${jobs}`
      const told = await stage.thread({ files: { '.github/workflows/agent.yml': own }, says: [finish()] })
      const claim = told.world.tap.calls.find((call) => call.path.endsWith('/claim'))
      must(claim !== undefined, `the action never claimed: ${told.log.slice(-1_000)}`)
      must(claim.status === 403 || claim.status === 401, `answered ${claim.status}`)
      must(told.world.model.requests().length === 0, 'the model was called')
      return stopped('app: runner identity', {
        tried: 'the real action claimed from the repository’s own job',
        evidence: `${claim.status}: ${claim.answer}`,
      })
    },
  },
]
