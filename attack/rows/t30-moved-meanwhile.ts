import type { Attempt, Row } from '../row.ts'
import { must, stopped } from '../row.ts'
import { askGitHub } from '../stage/ask-github.ts'
import type { Told } from '../stage/told.ts'
import { add, finish, shell } from '../stage/turns.ts'
import type { World, WorldOptions } from '../stage/world.ts'

const WORK = [add('src/tax.js', 'export const tax = 19'), finish()]

/** A whole run that would be published, and somebody who moves something at the worst moment. */
function moved(
  name: string,
  given: Pick<WorldOptions, 'before' | 'beforeGitHub' | 'says'>,
  look: (told: Told) => Promise<string> | string,
): Attempt {
  return {
    name,
    run: async (stage) => {
      const told = await stage.thread({ says: WORK, ...given })
      const { world, check, pull } = told
      const head = await world.github.read.head(world.repository, 'main')
      must(pull === undefined, `a pull request was opened: ${pull?.title}`)
      must(check?.conclusion !== 'success', 'it ended green')
      const mains = world.github
        .events()
        .filter((one) => one.type === 'push' && one.ref === 'refs/heads/main')
      must(
        mains.every((one) => one.type === 'push' && one.actor !== 'reins[bot]'),
        'we pushed to main',
      )
      return stopped('app: base unmoved', {
        tried: `main is at ${head?.slice(0, 7)}`,
        evidence: await look(told),
      })
    },
  }
}

const stale = ({ status }: Told) => {
  must(/moved .*stale, run again/.test(status), `not said: ${status}`)
  return status
}
const branches = async ({ world }: Told) =>
  (await world.github.read.branches(world.repository)).filter((one) => one !== 'main')

const onMain = (world: World, files: Record<string, string | null>) =>
  world.github.commit(world.repository, { message: 'Meanwhile', files, actor: 'bob' })

export const T30: Row = {
  id: 'T30',
  name: 'base or head moved during the run',
  threat: 'The base or head moved during the run: no push; "stale, run again".',
  attempts: [
    moved(
      'main moves while the agent works',
      {
        before: async ({ path }, world) => {
          if (path.endsWith('/report')) await onMain(world, { 'README.md': 'Moved.\n' })
          return undefined
        },
      },
      async (told) => {
        must((await branches(told)).length === 0, `a branch was pushed: ${await branches(told)}`)
        return stale(told)
      },
    ),
    moved(
      'main moves to another commit with the very same files',
      {
        before: async ({ path }, world) => {
          if (!path.endsWith('/report')) return undefined
          await onMain(world, { 'README.md': 'Moved.\n' })
          await onMain(world, { 'README.md': null })
          return undefined
        },
      },
      async (told) => {
        must((await branches(told)).length === 0, `a branch was pushed: ${await branches(told)}`)
        return stale(told)
      },
    ),
    moved(
      'main moves between being read and the start of the workflow',
      {
        beforeGitHub: async ({ path }, world) => {
          if (path.endsWith('/dispatches')) await onMain(world, { '.github/agent.yml': 'version: 1\n' })
          return undefined
        },
      },
      (told) => {
        must(told.workflow !== undefined, 'the workflow never started')
        must(told.world.model.requests().length === 0, 'the model was called on a stale base')
        must(/stale, run again/.test(told.status), `not said: ${told.status}`)
        return told.status
      },
    ),
    moved(
      'main moves between the start of the workflow and the claim',
      {
        before: async ({ path }, world) => {
          if (path.endsWith('/claim')) await onMain(world, { '.github/agent.yml': 'version: 1\n' })
          return undefined
        },
      },
      async (told) => {
        must(told.world.model.requests().length === 0, 'the model was called on a stale base')
        must((await branches(told)).length === 0, `a branch was pushed: ${await branches(told)}`)
        return stale(told)
      },
    ),
    moved(
      'the runner reports of another base than it was given',
      {
        before: async ({ path, body }, world) => {
          if (!path.endsWith('/report')) return undefined
          const head = await onMain(world, { 'README.md': 'Moved.\n' })
          return JSON.stringify({ ...JSON.parse(String(body)), base: head })
        },
      },
      ({ status }) => {
        must(/another commit/.test(status), `not said: ${status}`)
        return status
      },
    ),
    moved(
      'somebody makes our branch before we do',
      {
        before: async ({ path }, world) => {
          if (!path.endsWith('/report')) return undefined
          const claim = world.tap.calls.find((call) => call.path.endsWith('/claim'))
          const branch = JSON.parse(claim?.answer ?? '{}').assignment.branch as string
          await world.github.commit(world.repository, {
            ...{ branch, message: 'Mine', actor: 'mallory' },
            files: { 'src/evil.js': 'evil()\n' },
          })
          return undefined
        },
      },
      async (told) => {
        const [branch = ''] = await branches(told)
        const head = await told.world.github.read.file(told.world.repository, branch, 'src/tax.js')
        must(head === null, 'we wrote onto a branch of somebody else')
        must(/did not take a step|broke off/.test(told.status), `not said: ${told.status}`)
        return told.status
      },
    ),
    moved(
      'somebody writes onto our branch between its creation and our commit',
      {
        beforeGitHub: async ({ body }, world) => {
          const branch = /"branchName":"([^"]+)"/.exec(String(body))?.[1]
          if (branch === undefined || !String(body).includes('createCommitOnBranch')) return undefined
          await world.github.commit(world.repository, {
            ...{ branch, message: 'Mine', actor: 'mallory' },
            files: { 'src/evil.js': 'evil()\n' },
          })
          return undefined
        },
      },
      async (told) => {
        const [branch = ''] = await branches(told)
        const { read } = told.world.github
        must((await read.file(told.world.repository, branch, 'src/evil.js')) !== null, 'nobody wrote onto it')
        must((await read.file(told.world.repository, branch, 'src/tax.js')) === null, 'we wrote on top of it')
        must(/did not take a step|broke off/.test(told.status), `not said: ${told.status}`)
        return told.status
      },
    ),
    moved(
      'our branch with an executable file is made by somebody else first',
      {
        says: [shell('printf "#!/bin/sh\\n" > src/run.sh; chmod +x src/run.sh'), finish()],
        beforeGitHub: async ({ body, method, path }, world) => {
          if (method !== 'POST' || !path.endsWith('/git/refs')) return undefined
          const { ref } = JSON.parse(String(body)) as { ref: string }
          await askGitHub(world, {
            ...{ token: world.github.token('ada'), method: 'POST', path: '/repos/acme/shop/git/refs' },
            body: { ref, sha: world.base },
          })
          return undefined
        },
      },
      async (told) => {
        const [branch = ''] = await branches(told)
        const at = await told.world.github.read.head(told.world.repository, branch)
        must(at === told.world.base, `the branch was moved to ${at}`)
        return `${branch} stays where somebody else put it: ${told.status}`
      },
    ),
  ],
  controls: [
    {
      name: 'with nothing moved, the same run opens a pull request',
      run: async (stage) => {
        const { pull, status } = await stage.thread({ says: WORK })
        must(pull !== undefined, `nothing is published here: ${status}`)
        return `"${pull.title}" was opened`
      },
    },
  ],
}
