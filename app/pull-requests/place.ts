import { z } from 'zod'
import type { Heir } from '../commands/load-parents.ts'
import type { Place } from '../github/installation.ts'

/** Where the work on a pull request is done, and whose rules count. */
export type PullPlace = Place & Heir & { repository: { id: number } }

/** What every delivery says of it. */
export const placeShape = {
  installation: z.object({ id: z.number() }),
  repository: z.object({
    id: z.number(),
    name: z.string(),
    owner: z.object({ login: z.string() }),
    private: z.boolean(),
    archived: z.boolean().optional(),
  }),
}

export function toPlace({ installation, repository }: z.infer<z.ZodObject<typeof placeShape>>): PullPlace {
  const { id, name, owner, private: hidden } = repository
  return { installation: installation.id, repository: { id, name, owner: owner.login, private: hidden } }
}
