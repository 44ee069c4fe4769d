import { createQueue } from '../../app/queue/queue.ts'
import { createRunStore } from '../../app/runs/create-run-store.ts'
import { openDatabase } from '../../app/store/open-database.ts'
import { runningRuns } from '../model/running-runs.ts'
import { median } from '../table.ts'
import type { Kept } from './start-app.ts'

const LOOKS = 50
/** Nobody waits for them while it is measured. Milliseconds. */
const LATER = 24 * 3_600_000

/** Fills a database with runs: a fifth is under way, the others wait in line. */
export async function fillRuns(kept: Exclude<Kept, 'probot'>, count: number): Promise<void> {
  await on(kept, async (database) => {
    const { all } = runningRuns(1, 'https://models.example/v1')
    const [one] = all
    if (one === undefined) return
    const store = storeOn(database)
    await store.create(one)
    // As if each had been asked for on an issue of its own.
    await database.query(
      `INSERT INTO reins.runs (key, installation, repository, issue, branch, month, started_at, most_cost, frozen,
         state, live, placed, due_at, workflow_run, token_hash, cost, reserved, data, ledger)
       SELECT lpad(n::text, 26, '0'), n % 50, n % 200, n, branch || n, month, started_at, most_cost,
         replace(frozen::text, key, lpad(n::text, 26, '0'))::json,
         state, live, n % 10 < 2, due_at + n, n, NULL, cost, reserved, data, replace(ledger::text, key, lpad(n::text, 26, '0'))::json
       FROM reins.runs, generate_series(1, $1::int) AS n WHERE key = $2`,
      [count - 1, one.key],
    )
  })
}

/** Milliseconds of one look for runs whose time is over, when there are none and when there are, and of the page of the queue. */
export async function measureLooks(
  kept: Exclude<Kept, 'probot'>,
): Promise<{ none: number; hundred: number; page: number }> {
  return on(kept, async (database) => {
    const store = storeOn(database)
    const queue = createQueue({
      ...{ database, places: { repository: 10, installation: 50, all: 2_500 } },
      ...{ tasks: nobody, onMoved: nobody },
    })
    const late = Date.now() + 2 * LATER
    return {
      none: await medianOf(() => store.due(Date.now(), 100)),
      hundred: await medianOf(() => store.due(late, 100)),
      page: await medianOf(queue.page),
    }
  })
}

async function medianOf(look: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let one = 0; one < LOOKS; one++) {
    const from = performance.now()
    await look()
    times.push(performance.now() - from)
  }
  return median(times.sort((a, b) => a - b))
}

function nobody(): never {
  throw new Error('Looking at the queue starts nothing.')
}

type Opened = Awaited<ReturnType<typeof openDatabase>>

async function on<Result>(
  kept: Exclude<Kept, 'probot'>,
  work: (database: Opened) => Promise<Result>,
): Promise<Result> {
  const set =
    'folder' in kept
      ? { databaseUrl: null, dataFolder: kept.folder }
      : { databaseUrl: kept.url, dataFolder: '' }
  const database = await openDatabase(set, () => undefined)
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

function storeOn(database: Opened) {
  return createRunStore({ database, now: Date.now, onMove: () => {}, dueAt: () => Date.now() + LATER })
}
