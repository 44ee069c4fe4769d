import type { Queries } from '../store/database.ts'

/** What was answered already, by a name of its own. */
export type Answered = {
  /** Whether this delivery is the first to answer it; the same delivery may come again, when its work broke off. */
  first: (once: string, delivery: string) => Promise<boolean>
}

/** A delivery's GUID is not signed: the same words in another envelope are the same words. */
export function createAnswered({ query }: Queries, now: () => number): Answered {
  return {
    async first(once, delivery) {
      const made = await query(
        'INSERT INTO reins.answered (once, delivery, at) VALUES ($1, $2, $3) ON CONFLICT (once) DO NOTHING RETURNING once',
        [once, delivery, now()],
      )
      if (made.length > 0) return true
      const [row] = await query<{ delivery: string }>('SELECT delivery FROM reins.answered WHERE once = $1', [
        once,
      ])
      return row?.delivery === delivery
    },
  }
}
