import { createHash } from 'node:crypto'
import { glob, mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Attempt, Row } from '../row.ts'
import { must, stopped } from '../row.ts'
import { IN_JOB } from '../stage/outside.ts'
import { attemptsOf, type There, tryProbes } from '../stage/probes.ts'
import { type Stage, shared } from '../stage/stage.ts'
import type { Call } from '../stage/tap.ts'
import { add, read, shell } from '../stage/turns.ts'
import type { World } from '../stage/world.ts'
import { EVIL, PROBES } from './t23/probes.ts'

const POISON = `for f in ~/.bashrc ~/.profile ~/.bash_profile ~/.bash_login ~/.zshenv; do echo "echo ${EVIL}-by-rc" >$f; done; mkdir -p ~/bin; printf '#!/bin/sh\\necho ${EVIL}-by-path\\n' >~/bin/ls; chmod +x ~/bin/ls; export BASH_ENV=~/.bashrc ENV=~/.profile PATH=~/bin:$PATH; true`
const OWN = ['/home/agent/.bashrc', '/reins/bin/node', '../home/agent/.profile']

/** Of all that could be overwritten: a hash by path. */
async function fingerprint(there: There): Promise<Map<string, string>> {
  const prints = new Map<string, string>()
  const [job, home] = [there.out.job, there.out.home]
  const kept = ['tools/**', 'work/_actions/reins-dev/reins/v1/action/**', ...Object.values(IN_JOB)]
  for (const [folder, patterns] of [
    [job, kept],
    [home, ['**', '.netrc', '.bashrc']],
  ] as const)
    for await (const path of glob(patterns as string[], { cwd: folder })) {
      const at = join(folder, path)
      if ((await stat(at)).isFile())
        prints.set(
          at,
          createHash('sha256')
            .update(await readFile(at))
            .digest('hex'),
        )
    }
  return prints
}

const ran = shared(async (stage: Stage) => {
  const out = await stage.outside()
  const there: There = { out, ports: {}, names: {} }
  await out.plant(join(out.home, '.bashrc'))
  await mkdir(join(out.home, 'sdk/bin'), { recursive: true })
  await writeFile(join(out.home, 'sdk/bin/reins-tool'), '#!/bin/sh\necho honest\n', { mode: 0o755 })
  let before = new Map<string, string>()
  const commands: Record<string, string> = {}
  const told = await tryProbes(stage, {
    ...{ probes: PROBES, there },
    runnerPath: `${out.home}/sdk/bin:${stage.path}`,
    before: async (call: Call, world: World) => {
      await out.fill(call, world)
      if (call.path.endsWith('/claim')) {
        const tool = await out.plant(join(out.job, 'tools/node/bin/node'))
        must(tool !== '', 'no tool')
        before = await fingerprint(there)
      }
      // The last moment at which the files of the job stand and only the runner itself reads them afterwards.
      if (call.path.endsWith('/report'))
        for await (const file of glob('work/_temp/_runner_file_commands-*/*', { cwd: out.job }))
          commands[file] = await readFile(join(out.job, file), 'utf8')
      return undefined
    },
    says: [
      shell(POISON, 'ls; bash -c true; sh -c true; echo after'),
      ...OWN.map((path) => add(path, EVIL)),
      read(...OWN),
    ],
  })
  return { told, before, after: await fingerprint(there), commands }
})

const outcomes: Attempt[] = [
  {
    name: 'anything that the runner reads after the action was written by a command',
    run: async (stage) => {
      const { commands } = await ran(stage)
      must(Object.keys(commands).length >= 5, `${Object.keys(commands)} stood there`)
      for (const [file, text] of Object.entries(commands)) must(text === '', `${file} says ${text}`)
      return stopped('sandbox: mount namespace', {
        tried: Object.keys(commands)
          .map((file) => file.split('/').at(-1))
          .join(', '),
        evidence: 'all empty at the end of the agent',
      })
    },
  },
  {
    name: 'programs, homes, credentials or the action are other ones than before',
    run: async (stage) => {
      const { before, after } = await ran(stage)
      must(before.size > Object.keys(IN_JOB).length, `only ${before.size} files were known`)
      for (const [file, print] of before) must(after.get(file) === print, `${file} was changed`)
      for (const file of after.keys()) must(before.has(file), `${file} was added`)
      return stopped('sandbox: mount namespace', { tried: `${before.size} files`, evidence: 'all as before' })
    },
  },
  {
    name: 'the step summary and the log of the job say what a command wants',
    run: async (stage) => {
      const { told } = await ran(stage)
      const summary = JSON.stringify(told.workflow)
      must(!summary.includes(EVIL), summary.slice(0, 500))
      must(!new RegExp(`^${EVIL}`, 'm').test(told.log), 'a command wrote a line of the log')
      return stopped('sandbox: mount namespace', {
        tried: 'the job ended',
        evidence: told.workflow?.conclusion ?? '',
      })
    },
  },
  {
    name: 'start-up files and a PATH of its own reach the next command',
    run: async (stage) => {
      const { told } = await ran(stage)
      must(told.ran(POISON).includes('exit code 0'), 'they were not written')
      const said = told.ran('ls; bash -c true; sh -c true; echo after')
      must(said.includes('after') && !said.includes(EVIL), said)
      return stopped('sandbox: environment', { tried: 'five files and a program', evidence: said })
    },
  },
  ...OWN.map((path) => ({
    name: `a patch and read_file of ${path}`,
    run: async (stage: Stage) => {
      const { told } = await ran(stage)
      const patch = `*** Begin Patch\n*** Add File: ${path}\n+${EVIL}\n*** End Patch`
      for (const said of [told.said('apply_patch', patch), told.said('read_file', { path })])
        must(/^Refused/.test(said), said)
      return stopped('action: safe path', { tried: 'two calls', evidence: told.said('apply_patch', patch) })
    },
  })),
]

export const T23: Row = {
  id: 'T23',
  name: 'what later steps read and start',
  threat:
    'Writes to `GITHUB_ENV`, `GITHUB_PATH`, `GITHUB_OUTPUT`, `.bashrc`, overwritten binaries: unreachable.',
  attempts: [
    ...attemptsOf(PROBES, 'a command', async (stage) => (await ran(stage)).told),
    ...attemptsOf(PROBES, 'setup with network', async (stage) => (await ran(stage)).told),
    ...outcomes,
  ],
  controls: [
    {
      name: 'a tool of the machine and our own code are seen inside, so that overwriting is really tried',
      run: async (stage) => {
        const said = (await ran(stage)).told.outputs.map(({ text }) => text).join('\n')
        // The runner's tool cache lies below /tmp here, where a room has its own; the tool on PATH stands in for it.
        for (const seen of ['/sdk/bin/reins-tool', 'seen /reins/'])
          must(said.includes(seen), `${seen} is not seen`)
        return 'seen: sdk/bin/reins-tool, /reins'
      },
    },
  ],
}
