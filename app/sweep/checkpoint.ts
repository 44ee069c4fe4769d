import { z } from 'zod'
import type { Queries } from '../store/database.ts'
import { readNote, writeNote } from '../store/notes.ts'
import type { Stretch } from './read-attempts.ts'

/** How far the sweeps have looked. */
export type Checkpoint = {
  /** What was delivered before then was looked at, but for `rest`. Milliseconds since 1970. */
  at: number
  /** What was too much for one sweep. */
  rest: Stretch | null
}

/** Back to where GitHub still redelivers: https://docs.github.com/en/webhooks/testing-and-troubleshooting-webhooks/redelivering-webhooks. Milliseconds. */
export const REDELIVERED_WITHIN = 72 * 3_600_000

const checkpointSchema = z.object({
  at: z.number(),
  rest: z.object({ cursor: z.string().nullable(), since: z.number() }).nullable(),
})

export async function readCheckpoint(database: Queries): Promise<Checkpoint | null> {
  return checkpointSchema.safeParse(await readNote(database, 'sweep')).data ?? null
}

export async function writeCheckpoint(database: Queries, checkpoint: Checkpoint): Promise<void> {
  await writeNote(database, 'sweep', checkpoint)
}

/**
 * What a sweep reads, newest first: all since the checkpoint, and a little before it, since an attempt is told of only when
 * it is over. A checkpoint of the future is none: a clock was set back.
 */
export function stretchesAfter(
  checkpoint: Checkpoint | null,
  { now, overlap }: { now: number; overlap: number },
): Stretch[] {
  const oldest = now - REDELIVERED_WITHIN
  if (checkpoint === null || checkpoint.at > now) return [{ cursor: null, since: oldest }]
  const { at, rest } = checkpoint
  const newest = { cursor: null, since: Math.max(oldest, at - overlap) }
  return rest === null ? [newest] : [newest, { ...rest, since: Math.max(oldest, rest.since) }]
}
