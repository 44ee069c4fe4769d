import { z } from 'zod'

/** What a label, a role or an organisation's file may say of the scope: it only narrows. */
export const narrowingSchema = z.strictObject({
  write: z.array(z.string()).describe('Empty: as without it.'),
  protect: z.array(z.string()),
  deny: z.array(z.string()),
  hide: z.array(z.string()),
})

/** From the strictest: what an agent does that does not know what is meant. */
export const UNCLEAR = ['ask', 'plan', 'proceed'] as const

/** How work is scoped, and what done means. */
export const tasksSchema = z.strictObject({
  need: z.array(z.string()).describe('Headings or issue-form fields an issue must have.'),
  unclear: z.enum(UNCLEAR),
  labels: z.record(
    z.string(),
    z.strictObject({ ...narrowingSchema.shape, read: z.array(z.string()).describe('Context, too.') }),
  ),
  done: z.array(z.string()),
})

export type Narrowing = z.infer<typeof narrowingSchema>
export type Tasks = z.infer<typeof tasksSchema>
