import { RateLimited } from '../github/budget/rate-limited.ts'
import { isRefusal } from '../github/is-refusal.ts'
import type { Database, Queries } from '../store/database.ts'

/** A write to GitHub that must happen once, whatever breaks between its beginning and its end. */
export type Effect<Made> = {
  /** Finds on GitHub what an earlier try may have made; null: it is not there. */
  look: () => Promise<Made | null>
  make: () => Promise<Made>
}

export type Effects = {
  /**
   * Does what the name names, once, and gives what it made: now, or when it was asked before. What was meant is written
   * down first, so after a crash, or an answer that was lost, it is looked for before it is made. What it made is kept as
   * JSON, and is not null.
   *
   * @throws what `make` throws when nothing came of it. Asked again, it is looked for again.
   */
  once: <Made>(name: string, effect: Effect<Made>) => Promise<Made>
  /** What was meant, and what was made of it; null: nothing of this name was begun. */
  find: (name: string) => Promise<{ meant: unknown; made: unknown } | null>
  /** Writes down what is meant before anything is tried. What was meant first stays. */
  mean: (name: string, meant: unknown) => Promise<void>
  /** Writes down that it is done, in one step with what the transaction does. */
  done: (tx: Queries, name: string, made: unknown) => Promise<void>
  /** Forgets what was begun before then, milliseconds since 1970. @returns how many. */
  forget: (before: number) => Promise<number>
}

/** GitHub's own parts may be a moment behind what they did. Milliseconds. */
const LOOK_AGAIN = 1_000

export function createEffects(
  database: Database,
  now: () => number,
  wait: (ms: number) => Promise<void> = (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
): Effects {
  const underway = new Map<string, Promise<unknown>>()

  const save = async (queries: Queries, name: string, made: unknown) => {
    await queries.query(
      `INSERT INTO reins.effects (name, made, at) VALUES ($1, $2, $3)
       ON CONFLICT (name) DO UPDATE SET made = excluded.made`,
      [name, JSON.stringify({ made }), now()],
    )
  }

  async function once<Made>(name: string, { look, make }: Effect<Made>): Promise<Made> {
    const [row] = await database.query<{ made: { made: Made } | null }>(
      'SELECT made FROM reins.effects WHERE name = $1',
      [name],
    )
    if (row?.made) return row.made.made
    const begun = row === undefined && (await begin(name))
    const made = (begun ? null : await look()) ?? (await makeOrFind(make, look, wait))
    await save(database, name, made)
    return made
  }

  /** @returns false when somebody else was first. */
  async function begin(name: string): Promise<boolean> {
    const rows = await database.query(
      'INSERT INTO reins.effects (name, at) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING RETURNING name',
      [name, now()],
    )
    return rows.length > 0
  }

  return {
    once<Made>(name: string, effect: Effect<Made>) {
      // Who asks while it is under way gets what comes of it: it would find nothing yet, and make it again.
      const doing = underway.get(name) ?? once(name, effect).finally(() => underway.delete(name))
      underway.set(name, doing)
      return doing as Promise<Made>
    },
    async find(name) {
      const [row] = await database.query<{ meant: unknown; made: { made: unknown } | null }>(
        'SELECT meant, made FROM reins.effects WHERE name = $1',
        [name],
      )
      return row === undefined ? null : { meant: row.meant, made: row.made?.made ?? null }
    },
    async mean(name, meant) {
      await database.query(
        'INSERT INTO reins.effects (name, meant, at) VALUES ($1, $2, $3) ON CONFLICT (name) DO NOTHING',
        [name, JSON.stringify(meant), now()],
      )
    },
    done: save,
    async forget(before) {
      const gone = await database.query('DELETE FROM reins.effects WHERE at < $1 RETURNING name', [before])
      return gone.length
    },
  }
}

/** An answer that was lost says nothing of whether the work was done. */
async function makeOrFind<Made>(
  make: () => Promise<Made>,
  look: () => Promise<Made | null>,
  wait: (ms: number) => Promise<void>,
): Promise<Made> {
  try {
    return await make()
  } catch (error) {
    // What GitHub refuses, or has no room for, it has not done.
    if (isRefusal(error) || error instanceof RateLimited) throw error
    const found = (await look()) ?? (await wait(LOOK_AGAIN).then(look))
    if (found === null) throw error
    return found
  }
}
