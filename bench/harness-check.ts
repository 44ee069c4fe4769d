import type { Playground } from '../playground/interface/playground.ts'
import type { SeenRequest } from '../playground/interface/seen-request.ts'
import { type Machine, setStage } from '../playground/stage.ts'
import { ownTime } from './own-time.ts'
import type { Measured } from './table.ts'

const FILES = 30
const LINES = 200
/** A repository in which the change is not everything. */
const OTHERS = 300

const RULES = `version: 1
layers:
  order:
    - { name: ui, paths: [src/ui/**] }
    - { name: core, paths: [src/core/**] }
  deny:
    - { from: 'src/**', to: [pg] }
invariants:
  - { id: no-console, paths: ['src/**'], regex: 'console\\.log', level: error }
  - { id: no-var, paths: ['src/**'], regex: '^var ', flags: m, level: warn }
  - id: no-any
    paths: ['src/**/*.ts']
    ast: { language: TypeScript, rule: { kind: predefined_type, regex: '^any$' } }
`

/** The check run `harness` on a pull request of thirty files, from the webhook until it is written. */
export async function measureHarnessCheck(machine: Machine): Promise<Measured[]> {
  const stage = await setStage({ model: { kind: 'script', turns: [] }, machine })
  const { playground, repository, maintainer, app } = stage
  try {
    const settled = async () => {
      await playground.settled()
      await app.settled()
    }
    const paths = Array.from({ length: FILES }, (_, index) => `src/${index % 2 ? 'ui' : 'core'}/${index}.ts`)
    const others = Array.from({ length: OTHERS }, (_, index) => [
      `src/core/other/${index}.ts`,
      `export const x = ${index}\n`,
    ])
    const commit = (branch: string, files: Record<string, string>) =>
      // Each of its own: two that are the same in everything, to the second, would be one commit, judged once.
      playground.commit(repository, { branch, message: `Change ${branch}`, files, actor: maintainer })
    const before = Object.fromEntries(paths.map((path) => [path, text('before')]))
    await commit('main', { '.github/agent.yml': RULES, ...before, ...Object.fromEntries(others) })
    const after = Object.fromEntries(paths.map((path) => [path, `${text('after')}console.log(1)\n`]))
    const runs = []
    // The first one loads the parsers; a server does that once.
    for (const branch of ['first', 'second']) {
      await commit(branch, after)
      await settled()
      runs.push(await measure(playground, { repository, maintainer, branch, settled }))
    }
    const [first, second] = runs
    const group = 'the check run `harness` on 30 files, without GitHub'
    return [
      {
        group,
        name: 'webhook → check run asked of GitHub',
        unit: 'ms',
        value: second?.own ?? Number.NaN,
        most: 500,
      },
      { group, name: 'the same, first of the process', unit: 'ms', value: first?.own ?? Number.NaN },
      { group, name: 'reads of the API', unit: 'calls', value: second?.reads ?? Number.NaN, most: 4 },
    ]
  } finally {
    await stage.close()
  }
}

type Opening = { repository: string; maintainer: string; branch: string; settled: () => Promise<void> }

async function measure(playground: Playground, { repository, maintainer, branch, settled }: Opening) {
  const seen = playground.requests().length
  let left = Number.NaN
  const stop = playground.onEvent((event) => {
    if (event.type === 'delivery' && event.event === 'pull_request' && Number.isNaN(left))
      left = now() - event.ms
  })
  const answer = await fetch(`${playground.apiUrl}/repos/${repository}/pulls`, {
    method: 'POST',
    headers: { authorization: `Bearer ${playground.token(maintainer)}` },
    body: JSON.stringify({ title: branch, head: branch, base: 'main' }),
  })
  if (!answer.ok) throw new Error(`The pull request was not opened: ${answer.status} ${await answer.text()}`)
  await settled()
  stop()
  const requests = playground.requests().slice(seen)
  const ours = requests.filter((request) => request.as === 'reins[bot]' && !isOfApprovals(request))
  const written = ours.find(({ method, path }) => method === 'POST' && path.endsWith('/check-runs'))
  if (written === undefined) throw new Error(`No check run was made for ${branch}.`)
  const found = playground.read.checkRuns(repository).findLast(({ name }) => name === 'harness')
  if (found?.annotations.length !== FILES)
    throw new Error(`${found?.annotations.length} annotations instead of ${FILES}.`)
  return {
    own: ownTime(left, written.at, requests),
    reads: ours.filter(({ at }) => at < written.at).length,
  }
}

/** The check run `approvals` is made at the same time: it reads reviews, who owns the code, and its own last state. */
function isOfApprovals({ method, path, body }: SeenRequest): boolean {
  if (method === 'GET') return path.endsWith('/check-runs')
  return /"name":"approvals"|CODEOWNERS|\breviews\b/.test(JSON.stringify(body) ?? '')
}

function text(what: string): string {
  return Array.from({ length: LINES }, (_, line) => `export const ${what}${line} = 'line ${line}'\n`).join('')
}

const now = () => performance.timeOrigin + performance.now()
