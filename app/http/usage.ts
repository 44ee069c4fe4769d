import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { z } from 'zod'
import { LEDGER_BY, toLedger } from '../../core/ledger/ledger.ts'
import { toCsv } from '../../core/ledger/to-csv.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { bearer, isToken } from './bearer.ts'

type Options = {
  ledger: Ledger
  /** Null: the ledger is not served at all. */
  token: string | null
  now: () => number
  /** Runs of one answer. */
  most?: number
}

const DAY = 86_400_000
const MOST_DAYS = 366
/** Some 20 MB of CSV. */
const MOST_RUNS = 100_000

/** `/usage.csv?from=2026-11-01&to=2026-11-30&by=person`: what runs took; both days count, UTC. */
export function usage({ ledger, token, now, most = MOST_RUNS }: Options): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>()
  if (token === null) return app
  app.get('/usage.csv', async (c) => {
    if (!isToken(bearer(c), token))
      return c.json({ error: 'Send the operator token as "Authorization: Bearer …".' }, 401)
    const asked = readAsked(c.req.query(), now())
    if (asked.kind === 'refused') return c.json({ error: asked.error }, 400)
    const { from, to, by } = asked
    const runs = await ledger({ from, until: to + DAY, most: most + 1 })
    if (runs.length > most)
      return c.json({ error: `These are more than ${most} runs. Ask for fewer days at a time.` }, 400)
    return c.body(toCsv(toLedger(runs, by)), 200, {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="usage-${dayOf(from)}-${dayOf(to)}-by-${by}.csv"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    })
  })
  return app
}

type Asked =
  | { kind: 'asked'; from: number; to: number; by: (typeof LEDGER_BY)[number] }
  | { kind: 'refused'; error: string }

/** From the first of this month to today, run by run, unless something else is asked for. */
function readAsked(query: Record<string, string>, now: number): Asked {
  const today = dayOf(now)
  const parsed = z
    .strictObject({
      from: z.iso.date().default(`${today.slice(0, 8)}01`),
      to: z.iso.date().default(today),
      by: z.enum(LEDGER_BY).default('run'),
    })
    .safeParse(query)
  if (!parsed.success)
    return {
      kind: 'refused',
      error: `Ask with from and to as days, like 2026-11-30, and by as one of ${LEDGER_BY.join(', ')}.`,
    }
  const [from, to] = [Date.parse(parsed.data.from), Date.parse(parsed.data.to)]
  if (from > to) return { kind: 'refused', error: 'The day to begin with is after the last one.' }
  if ((to - from) / DAY >= MOST_DAYS)
    return { kind: 'refused', error: `Ask for at most ${MOST_DAYS} days at a time.` }
  return { kind: 'asked', from, to, by: parsed.data.by }
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}
