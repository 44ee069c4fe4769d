import { z } from 'zod'
import { levelSchema } from '../../rules/finding.ts'
import { CHANGE_KINDS } from '../../rules/kinds/change-kind.ts'

/** One demand for people. */
export const humansSchema = z.strictObject({
  when: z
    .strictObject({
      protected: z.boolean().describe('Changes of protected paths.'),
      paths: z.array(z.string()),
      kinds: z.array(z.enum(CHANGE_KINDS)),
    })
    .describe('Any of them.'),
  by: z
    .array(z.string())
    .describe('"@login", "@org/team" or "codeowners"; empty: anybody who may write to the repository.'),
  count: z.int().min(1),
})

/** How what was found is shown, and which changes people must approve. */
export const reviewSchema = z.strictObject({
  comments: z.strictObject({
    max: z.int().min(0),
    minLevel: levelSchema,
    filter: z.enum(['added', 'file', 'all']),
  }),
  suggestions: z.enum(['verified', 'all', 'none']),
  humans: z.array(humansSchema),
})

export type Humans = z.infer<typeof humansSchema>
export type Review = z.infer<typeof reviewSchema>
