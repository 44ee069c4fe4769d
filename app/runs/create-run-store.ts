import type { RunState, Spending } from '../../core/run/decision.ts'
import { createBoundedCache } from '../bounded-cache.ts'
import type { Database, Queries } from '../store/database.ts'
import { isLive, type Run } from './run.ts'
import { type Changing, type Frozen, startedIn, toChanging, toFrozen, toRunCost } from './run-row.ts'
import type { Beside, Patch, RunStore } from './run-store.ts'
import { transition } from './transition.ts'

type Options = {
  database: Database
  now: () => number
  /** After every move that is stored. */
  onMove: (run: Run) => void
  /** When a run is ended for want of a sign; null: never. Milliseconds since 1970. */
  dueAt: (run: Run) => number | null
}

/** What never changes is read once for the newest runs: characters of JSON. */
const REMEMBERED = 32 * 1024 * 1024
/** Runs of one issue or branch that are looked at; the newest. */
const MOST = 200

type Row = { key: string; frozen: Frozen | null; data: Changing }

/** Runs, in the database. */
export function createRunStore({ database, now, onMove, dueAt }: Options): RunStore {
  const frozen = createBoundedCache<{ value: Frozen; size: number }>({
    most: REMEMBERED,
    weigh: ({ size }) => size,
  })

  async function read(queries: Queries, where: string, values: unknown[]): Promise<Run[]> {
    const rows = await queries.query<Row>(`SELECT key, data FROM reins.runs ${where}`, values)
    const unknown = rows.flatMap(({ key }) => (frozen.get(key) === undefined ? [key] : []))
    const fresh = new Map<string, Frozen>()
    if (unknown.length > 0) {
      const found = await queries.query<{ key: string; frozen: Frozen; size: number }>(
        'SELECT key, frozen, length(frozen::text) AS size FROM reins.runs WHERE key = ANY($1)',
        [unknown],
      )
      for (const { key, frozen: value, size } of found) {
        fresh.set(key, value)
        frozen.set(key, { value, size })
      }
    }
    return rows.flatMap(({ key, data }) => {
      const known = fresh.get(key) ?? frozen.get(key)?.value
      return known === undefined ? [] : [{ ...known, ...data }]
    })
  }

  async function need(tx: Queries, key: string): Promise<Run> {
    const [run] = await read(tx, 'WHERE key = $1 FOR UPDATE', [key])
    if (run === undefined) throw new Error(`There is no run ${key}.`)
    return run
  }

  /** The columns that runs are found by, beside what is kept of them. */
  function columns(run: Run): unknown[] {
    return [
      run.state,
      isLive(run),
      dueAt(run),
      run.workflowRun?.id ?? null,
      run.token?.hash ?? null,
      run.usage.cost,
      run.reserved,
      JSON.stringify(toChanging(run)),
      JSON.stringify(toRunCost(run)),
    ]
  }

  async function insert(tx: Queries, run: Run): Promise<void> {
    const { key, installation, assignment } = run
    await tx.query(
      `INSERT INTO reins.runs (key, installation, repository, issue, branch, month, started_at, most_cost, frozen, looked_at, placed,
         state, live, due_at, workflow_run, token_hash, cost, reserved, data, ledger)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)`,
      [
        key,
        installation,
        assignment.repository.id,
        assignment.issue.number,
        assignment.branch,
        startedIn(run),
        run.history[0]?.at ?? 0,
        assignment.limits.cost,
        JSON.stringify(toFrozen(run)),
        now(),
        // Whoever is under way has a place.
        run.state !== 'queued',
        ...columns(run),
      ],
    )
  }

  /** @param waits Whether it waits anew for a sign from now on. */
  async function save(tx: Queries, run: Run, waits: boolean): Promise<void> {
    await tx.query(
      `UPDATE reins.runs SET state = $2, live = $3, due_at = CASE WHEN $11 THEN $4::bigint ELSE due_at END,
         workflow_run = $5, token_hash = $6, cost = $7, reserved = $8, data = $9, ledger = $10,
         looked_at = CASE WHEN $11 THEN $12::bigint ELSE looked_at END WHERE key = $1`,
      [run.key, ...columns(run), waits, now()],
    )
  }

  async function change(
    key: string,
    patch: (run: Run) => Patch,
    beside?: Beside,
    tx?: Queries,
  ): Promise<Run> {
    const work = async (queries: Queries) => {
      const before = await need(queries, key)
      const change = patch(before)
      const run = { ...before, ...change }
      await save(queries, run, change.stop !== undefined)
      await beside?.(queries, run)
      return run
    }
    return tx === undefined ? database.transaction(work) : work(tx)
  }

  return {
    create: (run) => insert(database, run),
    admit: (repository, month, make, beside) =>
      database.transaction(async (tx) => {
        await inTurn(tx, repository)
        const run = make(await spending(tx, repository, month))
        if (run === null) return null
        await insert(tx, run)
        await beside?.(tx, run)
        return run
      }),
    get: async (key) => (await read(database, 'WHERE key = $1', [key]))[0] ?? null,
    byToken: async (hash) => (await read(database, 'WHERE token_hash = $1', [hash]))[0] ?? null,
    byWorkflowRun: async (repository, id) =>
      (await read(database, 'WHERE repository = $1 AND workflow_run = $2', [repository, id]))[0] ?? null,
    ofIssue: (repository, issue) =>
      read(database, `WHERE repository = $1 AND issue = $2 ${NEWEST}`, [repository, issue]),
    ofBranch: (repository, branch) =>
      read(database, `WHERE repository = $1 AND branch = $2 ${NEWEST}`, [repository, branch]),
    liveOf: async (installation) =>
      keys(
        await database.query('SELECT key FROM reins.runs WHERE live AND installation = $1', [installation]),
      ),
    async countLive() {
      const rows = await database.query<{ state: RunState; count: number }>(
        'SELECT state, count(*)::int AS count FROM reins.runs WHERE live GROUP BY state',
      )
      return Object.fromEntries(rows.map(({ state, count }) => [state, count]))
    },
    due: async (at, most) =>
      keys(
        await database.query('SELECT key FROM reins.runs WHERE due_at <= $1 ORDER BY due_at LIMIT $2', [
          at,
          most,
        ]),
      ),
    spending: (repository, month) => spending(database, repository, month),
    async move(key, move, patch = {}, beside = undefined) {
      const moved = await database.transaction(async (tx) => {
        const moved = transition(await need(tx, key), { ...move, at: now() })
        if (moved.kind === 'refused') return moved
        const run = { ...moved.run, ...patch }
        await save(tx, run, true)
        await beside?.(tx, run)
        return { kind: 'moved' as const, run }
      })
      if (moved.kind === 'moved') onMove(moved.run)
      return moved
    },
    update: (key, patch, beside) => change(key, patch, beside),
    updateInMonth: (key, patch) =>
      database.transaction(async (tx) => {
        const [of] = await tx.query<{ repository: number; month: string }>(
          'SELECT repository, month FROM reins.runs WHERE key = $1',
          [key],
        )
        if (of === undefined) throw new Error(`There is no run ${key}.`)
        await inTurn(tx, of.repository)
        const [{ sum } = { sum: 0 }] = await tx.query<{ sum: number }>(
          'SELECT coalesce(sum(cost + reserved), 0)::float8 AS sum FROM reins.runs WHERE repository = $1 AND month = $2',
          [of.repository, of.month],
        )
        return change(key, (run) => patch(run, sum), undefined, tx)
      }),
  }
}

const NEWEST = `ORDER BY started_at DESC, seq DESC LIMIT ${MOST}`

/** Of one repository, one after the other: what is left is reckoned and taken in one step. */
async function inTurn(tx: Queries, repository: number): Promise<void> {
  await tx.query("SELECT pg_advisory_xact_lock(hashtextextended('budget ' || $1::text, 0))", [
    String(repository),
  ])
}

/** Live runs count with what they may take, ended ones of the month with what they took. */
async function spending(queries: Queries, repository: number, month: string): Promise<Spending> {
  const [row] = await queries.query<Spending>(
    `SELECT coalesce(sum(cost + reserved) FILTER (WHERE NOT live AND month = $2), 0)::float8 AS spent,
       coalesce(sum(greatest(most_cost, cost + reserved)) FILTER (WHERE live), 0)::float8 AS reserved,
       (count(*) FILTER (WHERE live))::int AS live
     FROM reins.runs WHERE repository = $1 AND (live OR month = $2)`,
    [repository, month],
  )
  return row ?? { spent: 0, reserved: 0, live: 0 }
}

function keys(rows: { key?: string }[]): string[] {
  return rows.flatMap(({ key }) => key ?? [])
}
