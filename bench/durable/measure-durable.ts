import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { askPostgres } from '../../playground/ask-postgres.ts'
import { startPostgres } from '../../playground/start-postgres.ts'
import { type Measured, summarise } from '../table.ts'
import { burst, flood, paced, percentile } from './deliver.ts'
import { fillRuns, measureLooks } from './many-runs.ts'
import { measureDispatch } from './measure-dispatch.ts'
import { type Kept, startApp } from './start-app.ts'

/** Targets stand in the design's limits; the reasons in docs/decisions/0033-where-it-is-kept.md. */
const P99_PACED = 50
const P99_BURST = 200
const DISPATCH = 100
const READY = 3_000

const PER_SECOND = 500
const BURST = 1_000
const RUNS = 10_000

type Sizes = { rounds: number; ms: number; dispatches: number }
const WHOLE: Sizes = { rounds: 3, ms: 5_000, dispatches: 15 }
const QUICK: Sizes = { rounds: 1, ms: 2_000, dispatches: 5 }

type Engine = 'PGlite' | 'Postgres' | 'Probot'
/** A database of one's own, and how to take it away. */
type Place = { kept: Kept; close: () => Promise<void> }

/** Deliveries stored, runs dispatched and looked after, on each database; and a bare Probot that stores nothing. */
export async function measureDurable(
  { quick = false }: { quick?: boolean },
  say: (text: string) => void,
): Promise<{ rows: Measured[]; leftOut: string | null }> {
  const sizes = quick ? QUICK : WHOLE
  const postgres = await startPostgres({ durable: true })
  const url = postgres.kind === 'running' ? postgres.url : null
  const engines: Engine[] = ['PGlite', ...(url === null ? [] : ['Postgres' as const])]
  const place = (engine: Engine) => open(engine, url ?? '')
  try {
    const rounds: Measured[][] = []
    for (let round = 1; round <= sizes.rounds; round++) {
      const rows: Measured[] = []
      for (const engine of ['Probot' as const, ...engines]) {
        say(`deliveries, ${engine}: run ${round} of ${sizes.rounds}`)
        rows.push(...(await deliveries(engine, await place(engine), sizes)))
      }
      rounds.push([...rows, ...ratios(rows, engines)])
    }
    const rows = summarise(rounds)
    for (const engine of engines) {
      say(`webhook → dispatch, ${engine}`)
      rows.push(...(await dispatches(engine, await place(engine), sizes)))
      say(`${RUNS} runs under way, ${engine}`)
      rows.push(...(await manyRuns(engine, await place(engine))))
    }
    return { rows: inGroups(rows), leftOut: postgres.kind === 'none' ? postgres.why : null }
  } finally {
    if (postgres.kind === 'running') await postgres.stop()
  }
}

const RATE = 'deliveries acknowledged and stored'

async function deliveries(engine: Engine, { kept, close }: Place, { ms }: Sizes): Promise<Measured[]> {
  const app = await startApp(kept)
  try {
    const idle = app.memory()
    await flood(app.url, ms / 4)
    const flooded = await flood(app.url, ms)
    const steady = await paced(app.url, { perSecond: PER_SECOND, ms })
    const all = await burst(app.url, BURST)
    const loaded = app.memory()
    const keeps = engine !== 'Probot'
    const each = (name: string, answers: typeof steady, most: number): Measured[] =>
      [50, 95, 99].map((percent) => ({
        ...{ group: `webhook → acknowledged, ${name}`, name: `${engine}: p${percent}`, unit: 'ms' },
        value: percentile(answers, percent),
        ...(percent === 99 && keeps ? { most } : {}),
      }))
    const failed = flooded.failed + steady.failed + all.failed
    return [
      row(RATE, `${engine}: as many as it takes`, '/s', (flooded.ms.length * 1_000) / flooded.took),
      ...(keeps ? [{ ...row(RATE, `${engine}: refused or broken off`, 'calls', failed), most: 0 }] : []),
      ...each(`${PER_SECOND} a second`, steady, P99_PACED),
      ...each(`${BURST} at once`, all, P99_BURST),
      row('memory of the processes', `${engine}: started, idle`, 'bytes', idle.now),
      row('memory of the processes', `${engine}: after the load`, 'bytes', loaded.now),
      row('memory of the processes', `${engine}: the most of it`, 'bytes', loaded.most),
    ]
  } finally {
    await app.stop()
    await close()
  }
}

/** Beside the bare one, in the same run. */
function ratios(rows: Measured[], engines: Engine[]): Measured[] {
  const rate = (engine: Engine) =>
    rows.find(({ group, name }) => group === RATE && name.startsWith(`${engine}: as many`))?.value ??
    Number.NaN
  return engines.map((engine) => ({
    ...row(RATE, `${engine}: of what a bare Probot takes`, '×', rate(engine) / rate('Probot')),
    ...(engine === 'Postgres' ? { least: 1 } : {}),
  }))
}

async function dispatches(engine: Engine, { kept, close }: Place, sizes: Sizes): Promise<Measured[]> {
  try {
    const value = await measureDispatch(kept, sizes.dispatches)
    const group = 'webhook → dispatch asked of GitHub, without GitHub'
    return summarise([[{ ...row(group, `${engine}: p50`, 'ms', value), most: DISPATCH }]])
  } finally {
    await close()
  }
}

async function manyRuns(engine: Engine, { kept, close }: Place): Promise<Measured[]> {
  if (kept === 'probot') return []
  const group = `${RUNS.toLocaleString('en')} runs, a fifth under way, the others in line`
  try {
    await fillRuns(kept, RUNS)
    const looks = await measureLooks(kept)
    const app = await startApp(kept)
    const { now } = app.memory()
    await app.stop()
    return summarise([
      [
        { ...row(group, `${engine}: start to ready`, 'ms', app.ms), most: READY },
        row(group, `${engine}: a look for late ones, none`, 'ms', looks.none),
        row(group, `${engine}: a look for late ones, 100 of them`, 'ms', looks.hundred),
        row(group, `${engine}: the page of the queue`, 'ms', looks.page),
        row(group, `${engine}: memory once ready`, 'bytes', now),
      ],
    ])
  } finally {
    await close()
  }
}

let databases = 0

async function open(engine: Engine, url: string): Promise<Place> {
  if (engine === 'Probot') return { kept: 'probot', close: async () => undefined }
  if (engine === 'PGlite') {
    const folder = await mkdtemp(join(tmpdir(), 'reins-bench-'))
    return { kept: { folder }, close: () => rm(folder, { recursive: true, force: true }) }
  }
  const name = `bench_${++databases}`
  await askPostgres(url, `CREATE DATABASE ${name}`)
  const own = new URL(url)
  own.pathname = `/${name}`
  return {
    kept: { url: own.href },
    close: async () => void (await askPostgres(url, `DROP DATABASE ${name} WITH (FORCE)`)),
  }
}

function row(group: string, name: string, unit: Measured['unit'], value: number): Measured {
  return { group, name, unit, value }
}

/** Figures of one kind stand together, whichever engine they are of. */
function inGroups(rows: Measured[]): Measured[] {
  return [...Map.groupBy(rows, ({ group }) => group).values()].flat()
}
