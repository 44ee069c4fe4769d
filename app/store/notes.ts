import type { Queries } from './database.ts'

/** A small value under a name; null: nothing is kept under it. What it is has to be checked by whoever reads it. */
export async function readNote({ query }: Queries, name: string): Promise<unknown> {
  const [row] = await query<{ value: unknown }>('SELECT value FROM reins.notes WHERE name = $1', [name])
  return row?.value ?? null
}

export async function writeNote({ query }: Queries, name: string, value: unknown): Promise<void> {
  await query(
    'INSERT INTO reins.notes (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    [name, JSON.stringify(value)],
  )
}
