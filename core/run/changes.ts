import { z } from 'zod'

/** Git file modes a run may produce. Symlinks and submodules are never part of Changes. */
export const modeSchema = z.enum(['100644', '100755'])

/** One path against the base commit. `content` is base64 of the whole new file. A move is a deletion and an addition. */
export const changeSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('write'),
    path: z.string().min(1).max(4096),
    mode: modeSchema,
    content: z.base64(),
    created: z.boolean().describe('The path did not exist on the base commit.'),
    added: z.int().min(0).describe('Added lines against the base; 0 for a binary file.'),
    removed: z.int().min(0),
  }),
  z.strictObject({
    kind: z.literal('delete'),
    path: z.string().min(1).max(4096),
    removed: z.int().min(0),
  }),
])

export type Change = z.infer<typeof changeSchema>
export type Changes = Change[]
