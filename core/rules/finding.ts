import { z } from 'zod'

export const levelSchema = z
  .enum(['error', 'warn', 'info'])
  .describe('error blocks, warn annotates, info only informs')

/** 1-based lines, both inclusive; columns are 1-based UTF-16 units, the end column exclusive. */
export const rangeSchema = z
  .strictObject({
    startLine: z.int().min(1),
    endLine: z.int().min(1),
    startColumn: z.int().min(1).optional(),
    endColumn: z.int().min(1).optional(),
  })
  .refine((range) => range.endLine >= range.startLine, { message: 'endLine is before startLine' })

/** One remark about the code, with a place and, where the rule knows it, a way to mend it. */
export const findingSchema = z.strictObject({
  rule: z.string().min(1).max(200).describe('Rule or check id: "no-console", "test", "lint/no-unused-vars".'),
  level: levelSchema,
  path: z
    .string()
    .min(1)
    .max(4096)
    .nullable()
    .describe('Relative to the repository root, forward slashes; null when there is no place.'),
  range: rangeSchema.nullable(),
  message: z.string().min(1).max(16_384),
  fix: z
    .string()
    .max(4_096)
    .optional()
    .describe('How to mend it, in words: shown to the person and given to the agent.'),
  replacement: z
    .string()
    .max(16_384)
    .optional()
    .describe(
      'The exact text for the whole lines of `range`, without the last line break; becomes a suggestion.',
    ),
  why: z.string().max(4_096).optional(),
  source: z.array(z.string().max(2_048)).max(20).optional(),
  fingerprint: z
    .string()
    .min(1)
    .max(128)
    .describe('Stable under line shifts: rule + path + normalised line + nth occurrence.'),
  preexisting: z.boolean().describe('Was there on the base commit already.'),
})

export type Level = z.infer<typeof levelSchema>
export type Range = z.infer<typeof rangeSchema>
export type Finding = z.infer<typeof findingSchema>
