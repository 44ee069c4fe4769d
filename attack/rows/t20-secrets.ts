import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Attempt, Row } from '../row.ts'
import { must, stopped } from '../row.ts'
import { CANARY, IN_JOB } from '../stage/outside.ts'
import { attemptsOf, controlsOf, tryProbes, withoutBubblewrap } from '../stage/probes.ts'
import { type Stage, shared } from '../stage/stage.ts'
import { read, search } from '../stage/turns.ts'
import { plantSecrets } from './t20/plant-secrets.ts'
import { PROBES } from './t20/probes.ts'

const planted = shared(plantSecrets)

/** What a careless machine gives to every job. */
const VARIABLES = (canary: string, socket: string) => ({
  MY_DEPLOY_KEY: canary,
  ACTIONS_RUNTIME_TOKEN: canary,
  ACTIONS_RESULTS_URL: `https://results.example/${canary}`,
  AWS_SECRET_ACCESS_KEY: canary,
  MY_PROXY: `http://user:${canary}@proxy.example`,
  DOCKER_HOST: `unix://${socket}`,
  SSH_AUTH_SOCK: socket,
})

const asked = (job: string) => [
  ...['/proc/self/environ', '/proc/1/environ', '/proc/self/cmdline', '/proc/self/fd/0', '/etc/shadow'],
  ...['/output/../proc/self/environ', '/home/agent/../../etc/passwd', '/reins/bin/../../etc/passwd'],
  ...['/run/docker.sock', '~/.netrc', '/dev/mem'],
  ...Object.values(IN_JOB).map((one) => join(job, one)),
]

const inARoom = shared(async (stage: Stage) => {
  const there = await planted(stage)
  const paths = asked(there.out.job)
  return tryProbes(stage, {
    ...{ probes: PROBES, there },
    runnerPath: `${there.out.home}/sdk/bin:${stage.path}`,
    runnerVariables: VARIABLES(there.names.canary!, there.names.socket!),
    says: [read(...paths), search(CANARY, ...paths, '/', '/proc', '/home', '/output/..')],
  })
})

/** The folder of a job stands once; the second run plants nothing anew. */
const behindUnshare = shared(async (stage: Stage) => {
  await inARoom(stage)
  const there = await planted(stage)
  return tryProbes(stage, {
    ...{ probes: PROBES, there },
    runnerPath: `${there.out.home}/sdk/bin:${await withoutBubblewrap(there.out)}`,
    runnerVariables: VARIABLES(there.names.canary!, there.names.socket!),
  })
})

function byTool(name: string, path: (job: string) => string): Attempt[] {
  return (['read_file', 'search'] as const).map((tool) => ({
    name: `${tool} is asked for ${name}`,
    run: async (stage) => {
      const [told, { out }] = [await inARoom(stage), await planted(stage)]
      const place = path(out.job)
      const said = told.said(tool, tool === 'search' ? { pattern: CANARY, path: place } : { path: place })
      must(/^Refused|does not exist/.test(said), `it was not refused: ${said}`)
      return stopped('action: safe path', { tried: `${place} was asked for`, evidence: said })
    },
  }))
}

const sunk: Attempt[] = ['bubblewrap', 'unshare'].map((means) => ({
  name: `what was found anywhere comes out of a run behind ${means}`,
  run: async (stage) => {
    const told = await (means === 'unshare' ? behindUnshare : inARoom)(stage)
    const { out } = await planted(stage)
    must(told.report?.isolation.startsWith(means) === true, `it ran behind ${told.report?.isolation}`)
    for (const [place, text] of Object.entries(await told.sinks())) {
      must(out.seenIn(text).length === 0, `${place} has a canary in it`)
      for (const [name, secret] of told.world.secrets)
        must(!text.includes(secret), `${place} has the ${name} in it`)
    }
    return stopped('sandbox: mount namespace', {
      tried: told.report?.isolation ?? '',
      evidence: `none of ${told.world.secrets.size} secrets and no canary in any sink`,
    })
  },
}))

export const T20: Row = {
  id: 'T20',
  name: 'secrets in every place one could be',
  threat:
    'Canary secrets in every place a secret could be (environment of the parent, its `/proc` entries, memory, arguments, files of the runner, `ACTIONS_*` variables, docker socket, sudo, metadata address): no tool can read them.',
  attempts: [
    ...attemptsOf(PROBES, 'a command', inARoom),
    ...attemptsOf(PROBES, 'setup with network', inARoom),
    ...attemptsOf(PROBES, 'a command behind unshare', behindUnshare),
    ...asked('$JOB').flatMap((path) =>
      byTool(path.replace('$JOB/', 'the runner’s '), (job) => path.replace('$JOB', job)),
    ),
    ...sunk,
  ],
  controls: [
    ...controlsOf(PROBES, planted),
    {
      name: 'the tool of the machine is there, without its passwords',
      run: async (stage) => {
        const said = (await inARoom(stage)).outputs.map(({ text }) => text).join('\n')
        must(said.includes('the tool is here'), 'it is not there')
        return 'reins-tool ran'
      },
    },
    {
      name: 'the canaries of the job stood in its folders',
      run: async (stage) => {
        const { out } = await planted(stage)
        for (const path of Object.values(IN_JOB))
          must(out.seenIn(await readFile(join(out.job, path), 'utf8')).length === 1, `${path} has none`)
        return `${Object.keys(IN_JOB).length} files`
      },
    },
  ],
}
