import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { median } from '../table.ts'
import { type Counts, countAstGrep, countCruiser, countOurs, countRevDep, difference } from './counts.ts'
import type { Peers } from './peers.ts'
import { AST_PATTERN, AST_RULES, LAYER_RULES } from './rule-files.ts'
import { type Ran, runProcess } from './run-process.ts'
import { writeTree } from './write-tree.ts'

/** Medians over the rounds; `counts` of the last. */
export type Figure = { seconds: number; cpu: number; peak: number; counts: Counts }
export type TreeFigures = {
  files: number
  changed: number
  whole: { reins: Figure; cruiser: Figure | null; revDep: Figure | null }
  ast: { reins: Figure; astGrep: Figure | null }
  incremental: Figure
  /** Where two tools, or a tool and what was planted, do not say the same. */
  differences: string[]
}

type Measuring = {
  files: number
  rounds: number
  launcher: string
  peers: Peers
  say: (text: string) => void
}
type Job = { name: string; run: () => Promise<Ran>; count: (out: string) => Counts; most: number }

/** Every tool on one generated tree, in turns, so that what else the machine does falls on all alike. */
export async function measureTree({ files, rounds, launcher, peers, say }: Measuring): Promise<TreeFigures> {
  say(`Writing a tree of ${files} files …`)
  const tree = writeTree(files)
  const { folder } = tree
  const reins = (...args: string[]) =>
    runProcess(process.execPath, [launcher, 'check', '--format', 'json', ...args], folder)
  const peer = ([program, ...first]: [string, ...string[]], args: string[]) =>
    runProcess(program, [...first, ...args], folder)
  const rules = (text: string) => writeFileSync(join(folder, '.github/agent.yml'), text)
  const { cruiser, revDep, astGrep } = peers
  const jobs: Job[] = [
    { name: 'whole', run: () => reins('--all'), count: countOurs, most: rounds },
    ...(revDep === null
      ? []
      : [{ name: 'revDep', run: () => peer(revDep, REV_DEP), count: countRevDep, most: rounds }]),
    { name: 'incremental', run: () => reins(), count: countOurs, most: rounds },
    {
      name: 'ast',
      run: async () => {
        rules(AST_RULES)
        const ran = await reins('--all')
        rules(LAYER_RULES)
        return ran
      },
      count: countOurs,
      most: rounds,
    },
    ...(astGrep === null
      ? []
      : [{ name: 'astGrep', run: () => peer(astGrep, AST_GREP), count: countAstGrep, most: rounds }]),
    ...(cruiser === null
      ? []
      : [
          {
            name: 'cruiser',
            run: () => peer(cruiser, CRUISER),
            count: countCruiser,
            most: files > MANY ? 1 : SLOW_ROUNDS,
          },
        ]),
  ]
  try {
    const runs = new Map<string, Ran[]>(jobs.map(({ name }) => [name, []]))
    for (let round = 1; round <= rounds; round++) {
      say(`${files} files: round ${round} of ${rounds}`)
      for (const { name, run, most } of jobs) if (round <= most) runs.get(name)!.push(await run())
    }
    const figure = (name: string) => {
      const job = jobs.find((one) => one.name === name)
      return job === undefined ? null : toFigure(job, runs.get(name)!)
    }
    const whole = { reins: figure('whole')!, cruiser: figure('cruiser'), revDep: figure('revDep') }
    const ast = { reins: figure('ast')!, astGrep: figure('astGrep') }
    const incremental = figure('incremental')!
    const differences = [
      ['reins', tree.planted, whole.reins.counts],
      ['dependency-cruiser', tree.planted, whole.cruiser?.counts],
      ['rev-dep', tree.planted, whole.revDep?.counts],
      ['reins on the changed files', {}, incremental.counts],
      ['ast-grep', ast.reins.counts, ast.astGrep?.counts],
    ].flatMap(([name, wanted, found]) => {
      const differs = found === undefined ? null : difference(wanted as Counts, found as Counts)
      return differs === null ? [] : [`${files} files, ${name}: ${differs}`]
    })
    return { files, changed: tree.changed, whole, ast, incremental, differences }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** dependency-cruiser takes so long, up to minutes, that more rounds say nothing new. */
const SLOW_ROUNDS = 2
const MANY = 10_000
const REV_DEP = ['config', 'run', '--format', 'json', '--list-all-issues']
const AST_GREP = ['run', '-p', AST_PATTERN, '-l', 'ts', '--json=stream', 'src']
const CRUISER = ['--config', '.dependency-cruiser.json', '--output-type', 'err', 'src']

function toFigure({ name, count }: Job, runs: Ran[]): Figure {
  const middle = (pick: (ran: Ran) => number) => median(runs.map(pick).sort((a, b) => a - b))
  const last = runs.at(-1)!
  try {
    return {
      ...{
        seconds: middle((ran) => ran.seconds),
        cpu: middle((ran) => ran.cpu),
        peak: middle((ran) => ran.peak),
      },
      counts: count(last.out),
    }
  } catch (cause) {
    throw new Error(`${name} ended with ${last.status} and wrote: ${last.out.slice(0, 500)}`, { cause })
  }
}
