import { type Places, toLine, type Waiting, type Where, whoIsNext } from '../../core/queue/places.ts'
import type { JobQueue, RunTask } from '../jobs/job-queue.ts'
import { taskOf } from '../runs/task-of.ts'
import type { Database, Queries } from '../store/database.ts'

export type Queue = {
  /** Gives the free places to who is next. @returns whether this run has one, now or since before. */
  enter: (key: string) => Promise<boolean>
  /** Gives the free places to who is next, and has their workflows started. */
  fill: () => Promise<void>
  /** As it stood at the last look: 1 is next; null: it does not wait. */
  lineOf: (key: string) => number | null
  /** What the operator sees. */
  page: () => Promise<QueuePage>
}

export type QueuePage = {
  places: Places
  /** Deliveries. */
  deliveries: { waiting: number; dead: number; unheard: number }
  runs: { placed: number; waiting: number }
  /** Runs in line, next first; the first of them. */
  line: { run: string; line: number; repository: number; installation: number; since: string }[]
}

type Options = {
  database: Database
  places: Places
  tasks: () => Pick<JobQueue<RunTask>, 'add' | 'wake'>
  /** Its place in line is another one. */
  onMoved: (key: string) => void
}

type Row = Waiting & { since: number }

/** Runs in line that are looked at; and those that are told their place and shown. */
const MOST = 2_000
const MOST_SHOWN = 100

/** Runs at once have places; who has none waits in line. In the database, so that all instances have the same. */
export function createQueue({ database, places, tasks, onMoved }: Options): Queue {
  let lines = new Map<string, number>()

  /** @param entering Is at work already: it needs no task. */
  async function give(entering: string | null): Promise<boolean> {
    const { next, line } = await database.transaction(async (tx) => {
      await tx.query("SELECT pg_advisory_xact_lock(hashtextextended('places', 0))")
      const { waiting, placed } = await readLine(tx, places)
      const next = whoIsNext(waiting, placed, places)
      if (next.length > 0)
        await tx.query('UPDATE reins.runs SET placed = true WHERE key = ANY($1)', [
          next.map(({ key }) => key),
        ])
      for (const { key, installation } of next)
        if (key !== entering) await tasks().add(tx, taskOf({ key, installation }, 'dispatch'))
      const rest = waiting.filter((one) => !next.includes(one))
      return { next, line: toLine(rest, [...placed, ...next], places) }
    })
    if (next.length > 0) tasks().wake()
    const before = lines
    lines = line
    for (const [key, place] of [...line].slice(0, MOST_SHOWN))
      if (before.has(key) && before.get(key) !== place) onMoved(key)
    return next.some(({ key }) => key === entering)
  }

  return {
    async enter(key) {
      if (await give(key)) return true
      const [row] = await database.query<{ placed: boolean }>(
        'SELECT placed FROM reins.runs WHERE key = $1',
        [key],
      )
      return row?.placed ?? false
    },
    async fill() {
      // Mostly nobody waits: no lock for that.
      const [waits] = await database.query(
        'SELECT 1 AS one FROM reins.runs WHERE live AND NOT placed LIMIT 1',
      )
      if (waits !== undefined) await give(null)
      else lines.clear()
    },
    lineOf: (key) => lines.get(key) ?? null,
    async page() {
      const { waiting, placed } = await readLine(database, places)
      const line = toLine(waiting, placed, places)
      const [counts] = await database.query<{ waiting: number; dead: number; unheard: number; line: number }>(
        `SELECT (SELECT count(*) FROM reins.deliveries WHERE done_at IS NULL)::int AS waiting,
           (SELECT count(*) FROM reins.deliveries WHERE dead IS NOT NULL)::int AS dead,
           (SELECT count(*) FROM reins.unheard)::int AS unheard,
           (SELECT count(*) FROM reins.runs WHERE live AND NOT placed)::int AS line`,
      )
      const { line: inLine = 0, ...deliveries } = counts ?? { waiting: 0, dead: 0, unheard: 0 }
      return {
        places,
        deliveries,
        runs: { placed: placed.length, waiting: inLine },
        line: waiting.slice(0, MOST_SHOWN).map(({ key, repository, installation, since }) => ({
          ...{ run: key, line: line.get(key) ?? 1, repository, installation },
          since: new Date(since).toISOString(),
        })),
      }
    },
  }
}

/** Of one repository no more wait in this list than could ever have a place, or are shown theirs: others have their turn. */
async function readLine(
  { query }: Queries,
  { repository }: Places,
): Promise<{ waiting: Row[]; placed: Where[] }> {
  const waiting = await query<Row>(
    `SELECT key, repository::float8 AS repository, installation::float8 AS installation, started_at::float8 AS since
     FROM (SELECT key, repository, installation, started_at, seq, row_number() OVER (PARTITION BY repository ORDER BY started_at, seq) AS nth
           FROM reins.runs WHERE live AND NOT placed) AS line
     WHERE nth <= $1 ORDER BY started_at, seq LIMIT ${MOST}`,
    [Math.max(repository, MOST_SHOWN)],
  )
  const placed = await query<Where>(
    'SELECT repository::float8 AS repository, installation::float8 AS installation FROM reins.runs WHERE live AND placed',
  )
  return { waiting, placed }
}
