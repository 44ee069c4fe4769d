import { z } from 'zod'

/** A rule that does not count somewhere, until a day. */
export const waiverSchema = z.strictObject({
  rule: z.string(),
  paths: z.array(z.string()),
  until: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .describe('The last day it holds, UTC.'),
  why: z.string(),
})

export type Waiver = z.infer<typeof waiverSchema>
