import type { Attempt, Row } from '../row.ts'
import { must, stopped } from '../row.ts'
import { openPull } from '../stage/open-pull.ts'
import { HARNESS } from '../stage/shop-files.ts'
import { type Stage, shared } from '../stage/stage.ts'
import { HOSTILE_RULES } from './t16/hostile-rules.ts'

const PATH = '.github/agent.yml'

/** One whose main takes every broken file in turn. */
const asked = shared(async (stage) => {
  const world = await stage.world()
  return { world, issue: await world.issue() }
})
/** One whose main stays whole, and a pull request that brings every broken file in turn. */
const proposed = shared(async (stage) => {
  const world = await stage.world({ pullRequests: true })
  const pull = await openPull(world, { who: 'ada', branch: 'rules', files: { 'src/new.js': 'new\n' } })
  return { world, pull }
})

/** Asks for a run with the file on main. @returns where the mistake is said to be. */
async function onMain(stage: Stage, text: string, said: RegExp): Promise<string> {
  const { world, issue } = await asked(stage)
  await world.github.commit(world.repository, { message: 'Rules', actor: 'root', files: { [PATH]: text } })
  const before = world.replies(issue).length
  await world.comment('ada', '/agent implement', issue)
  must(world.dispatched() === 0, 'a run was started')
  const replies = world.replies(issue)
  const reply = replies.at(-1) ?? ''
  must(replies.length === before + 1, `not told once: ${replies.slice(before).join(' / ')}`)
  const place = /agent\.yml\W{0,3}(\d+):(\d+)/.exec(reply)
  must(place !== null, `no line and column: ${reply.slice(0, 500)}`)
  must(said.test(reply), `not a word of it: ${reply.slice(0, 500)}`)
  must(reply.length < 20_000, `a reply of ${reply.length} characters`)
  return place[0]
}

/** Proposes it, where main is whole. @returns how the check run calls it. */
async function inPullRequest(stage: Stage, text: string, said: RegExp): Promise<string> {
  const { pull } = await proposed(stage)
  await pull.push({ [PATH]: text })
  const { conclusion, output, annotations } = pull.check('harness')
  must(conclusion === 'failure', `its pull request: ${conclusion} ${output.title} ${output.summary}`)
  const annotated = annotations.find(({ path }) => path === PATH)
  must(annotated !== undefined, `no annotation: ${JSON.stringify(output).slice(0, 500)}`)
  must(said.test(annotated.message + output.summary), `the annotation says: ${annotated.message}`)
  return output.title ?? ''
}

function broken(name: string, text: string, said: RegExp): Attempt {
  return {
    name,
    run: async (stage) => {
      const [place, title] = await Promise.all([onMain(stage, text, said), inPullRequest(stage, text, said)])
      return stopped('core: rules schema', {
        tried: `${text.length} characters of ${PATH} on main, and in a pull request`,
        evidence: `${place}, no run; its own version: ${title}`,
      })
    },
  }
}

/** Matches in a time that grows with the text, where others would need longer than the universe. */
const CATASTROPHES = ['(x+x+)+y', '(x|x)*y', '(.*)*y', '^(([a-z])+.)+[A-Z]([a-z])+$']

export const T16: Row = {
  id: 'T16',
  name: 'rules that are broken, or break their reader',
  threat:
    'YAML bombs, duplicate or unknown keys, wrong types, a 10 MB file, a regular expression that backtracks for ever, `../`: an error with line and column, the run refused. Never defaults in place of a broken file.',
  attempts: [
    ...HOSTILE_RULES.map((one) => broken(...one)),
    {
      name: 'expressions that backtrack for ever elsewhere',
      run: async (stage) => {
        const list = CATASTROPHES.map(
          (regex, at) => `  - { id: slow-${at}, regex: '${regex}', why: It is slow., fix: Leave it. }\n`,
        )
        const world = await stage.world({
          pullRequests: true,
          harness: `${HARNESS}invariants:\n${list.join('')}`,
        })
        const from = performance.now()
        const files = { 'src/a.js': `${'x'.repeat(50_000)}\n` }
        const pull = await openPull(world, { who: 'mallory', branch: 'slow', files })
        const ms = performance.now() - from
        const { conclusion, output } = pull.check('harness')
        must(/slow-0/.test(output.summary ?? ''), `the rules never ran: ${JSON.stringify(output)}`)
        must(ms < 30_000, `it took ${ms} ms`)
        return stopped('core: rules schema', {
          tried: `${CATASTROPHES.length} expressions on 50,000 letters`,
          evidence: `harness: ${conclusion}, ${output.title}, a matter of milliseconds`,
        })
      },
    },
    {
      name: 'the file is there, but under a name that nobody reads',
      run: async (stage) => {
        const { world, issue } = await asked(stage)
        await world.github.commit(world.repository, {
          ...{ message: 'Beside', actor: 'root' },
          files: { [PATH]: null, '.github/agent.yaml': 'version: 1\n' },
        })
        await world.comment('ada', '/agent implement', issue)
        must(world.dispatched() === 0, 'a run was started with the defaults')
        const said = world.replies(issue).at(-1) ?? ''
        must(/agent\.yaml/.test(said) && /rename/.test(said), `said: ${said}`)
        return stopped('core: rules schema', { tried: '.github/agent.yaml on main', evidence: said })
      },
    },
  ],
  controls: [
    {
      name: 'with the file mended, the same words start a run, and the pull request is green',
      run: async (stage) => {
        const { world, issue } = await asked(stage)
        await world.github.commit(world.repository, {
          ...{ message: 'Mend', actor: 'root' },
          files: { [PATH]: HARNESS, '.github/agent.yaml': null },
        })
        await world.comment('ada', '/agent implement', issue)
        must(world.dispatched() === 1, `no run: ${world.replies(issue).at(-1)}`)
        const { pull } = await proposed(stage)
        await pull.push({ [PATH]: HARNESS })
        const { conclusion } = pull.check('harness')
        must(conclusion !== 'failure', 'the pull request still fails')
        return `a run, and harness: ${conclusion}`
      },
    },
  ],
}
