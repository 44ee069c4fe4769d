import type { Database } from '../store/database.ts'

/** Where something is switched off: everywhere, one installation, one repository, by their ids. */
export type SwitchPlace = { all: true } | { installation: number } | { repository: number }
/** `why`: what people are told beside that it is off; null: nothing. `at`: since when, milliseconds since 1970. */
export type Switch = { place: string; why: string | null; at: number }

/** The operator's switches. What is switched off starts nothing and makes no model calls, in any instance, within seconds. */
export type Switches = {
  /** Why nothing may be done here now; null: it may. */
  off: (where: { installation: number; repository: number }) => Promise<Switch | null>
  list: () => Promise<Switch[]>
  /** What was off stays off since then. */
  set: (place: SwitchPlace, why: string | null) => Promise<void>
  /** @returns false when it was not off. */
  remove: (place: SwitchPlace) => Promise<boolean>
}

/** How long another instance may not know yet. Milliseconds. */
const KNOWN_FOR = 5_000

export function createSwitches({ query }: Pick<Database, 'query'>, now: () => number): Switches {
  let known: { at: number; switches: Promise<Switch[]> } | null = null

  function read(): Promise<Switch[]> {
    return query<Switch>('SELECT place, why, at::float8 AS at FROM reins.switches ORDER BY at, place')
  }

  /** A clock that was set back makes nothing known for longer. */
  function soon(): Promise<Switch[]> {
    const age = known === null ? KNOWN_FOR : now() - known.at
    if (known !== null && age >= 0 && age < KNOWN_FOR) return known.switches
    const mine = { at: now(), switches: read() }
    known = mine
    mine.switches.catch(() => {
      if (known === mine) known = null
    })
    return mine.switches
  }

  return {
    async off({ installation, repository }) {
      const here = [{ all: true } as const, { installation }, { repository }].map(nameOf)
      return (await soon()).find(({ place }) => here.includes(place)) ?? null
    },
    list: read,
    async set(place, why) {
      await query(
        `INSERT INTO reins.switches (place, why, at) VALUES ($1, $2, $3)
         ON CONFLICT (place) DO UPDATE SET why = excluded.why`,
        [nameOf(place), why === null ? null : JSON.stringify(why), now()],
      )
      known = null
    },
    async remove(place) {
      const gone = await query('DELETE FROM reins.switches WHERE place = $1 RETURNING place', [nameOf(place)])
      known = null
      return gone.length > 0
    },
  }
}

function nameOf(place: SwitchPlace): string {
  if ('repository' in place) return `repository ${place.repository}`
  if ('installation' in place) return `installation ${place.installation}`
  return 'all'
}
