import { execFile } from 'node:child_process'
import { mkdir, readdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Layer } from '../layers.ts'
import { type Attempt, type Control, must, stopped } from '../row.ts'
import type { Outside } from './outside.ts'
import type { Stage } from './stage.ts'
import type { ThreadOptions, Told } from './told.ts'
import { finish, shell } from './turns.ts'

/** What outside is tried from inside: `out`, and whatever a row opened beside it. */
export type There = { out: Outside; ports: Record<string, number>; names: Record<string, string> }

/** One thing a script of bash tries; it prints "HIT" and what it got when it gets anything. */
export type Probe = {
  /** As the attack: "reads …". */
  name: string
  by: Layer
  script: (there: There) => string
  /** Also tried by `setup`, which has the network: false where that is what it may do. */
  setup?: false
  /** Outside the same script has to hit, with these variables. */
  outside?: (there: There) => Record<string, string>
}

/** Where the probes are run. */
export type Where = 'a command' | 'setup with network' | 'a command behind unshare'

/** `look` says HIT when what it is given has a canary or a token in it; `P` does not match itself. The local GitHub's
 * tokens begin with a counter of six places: an example in some package's README does not. */
const PRELUDE = `P='K[4]N4RY-[0-9a-f]|gh[s]_0[A-Za-z0-9]{8}|rein[s]_[A-Za-z0-9_-]{20}|sk-operato[r]'
look() { grep -aqE "$P" 2>/dev/null && echo "HIT $1"; }
`

/** Every probe once by setup and once by the agent, in one thread. */
export function tryProbes(
  stage: Stage,
  { probes, there, ...more }: { probes: Probe[]; there: There } & ThreadOptions,
): Promise<Told> {
  const files = Object.fromEntries(
    probes.map((probe, index) => [
      `probes/${name(probe, index)}.sh`,
      `${PRELUDE}${probe.script(there)}\necho tried\n`,
    ]),
  )
  const setup = 'for one in probes/*-setup.sh; do echo "== $one"; bash $one; done >~/setup-said 2>&1; true'
  return stage.thread({
    before: there.out.fill,
    harness: `version: 1\nscope: { write: ["src/**"] }\nsetup: { run: '${setup}', network: true }\n`,
    ...more,
    files: { ...files, ...more.files },
    says: [
      shell('cat ~/setup-said', ...probes.map((probe, index) => command(probe, index))),
      ...(Array.isArray(more.says) ? more.says : []),
      finish({ outcome: 'blocked' }),
    ],
  })
}

const name = (probe: Probe, index: number) =>
  `${String(index).padStart(2, '0')}${probe.setup === false ? '' : '-setup'}`
const command = (probe: Probe, index: number) => `bash probes/${name(probe, index)}.sh`

/** @param told Of the thread in which they were tried there. */
export function attemptsOf(probes: Probe[], where: Where, told: (stage: Stage) => Promise<Told>): Attempt[] {
  return probes.flatMap((probe, index) => {
    if (where === 'setup with network' && probe.setup === false) return []
    return {
      name: `${where} ${probe.name}`,
      run: async (stage: Stage) => {
        const run = await told(stage)
        const said =
          where === 'setup with network'
            ? (run
                .ran('cat ~/setup-said')
                .split(`== probes/${name(probe, index)}.sh`)[1]
                ?.split('\n== ')[0] ?? '')
            : run.ran(command(probe, index))
        must(said.includes('tried'), `it was not tried to its end: ${said}`)
        must(!said.includes('HIT'), `it got something: ${said}`)
        return stopped(probe.by, { tried: 'the script ran to its end', evidence: said.trim().slice(-300) })
      },
    }
  })
}

/** The same scripts outside, where each has to get what it is after. */
export function controlsOf(probes: Probe[], there: (stage: Stage) => Promise<There>): Control[] {
  return probes.flatMap(({ name: what, script, outside }) => {
    if (outside === undefined) return []
    return {
      name: `outside, the same script ${what}`,
      run: async (stage: Stage) => {
        const at = await there(stage)
        const env = { PATH: stage.path, HOME: at.out.home, ...outside(at) }
        const { stdout } = await promisify(execFile)('bash', ['-c', `${PRELUDE}${script(at)}\ntrue`], {
          ...{ env, timeout: 30_000 },
        })
        must(stdout.includes('HIT'), `it got nothing: ${stdout}`)
        return stdout.trim().slice(0, 200)
      },
    }
  })
}

/** A PATH with all that a job needs but bubblewrap. @returns it. */
export async function withoutBubblewrap(out: Outside): Promise<string> {
  const folder = join(out.temp, 'programs')
  await mkdir(folder)
  const programs = (await readdir('/usr/bin')).filter((one) => /^(git.*|bash|sh|env|cat|uname)$/.test(one))
  for (const one of programs) await symlink(join('/usr/bin', one), join(folder, one))
  return folder
}
