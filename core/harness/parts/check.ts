import { z } from 'zod'

/** A command that says whether it works. Durations in milliseconds. */
export const checkSchema = z.strictObject({
  name: z.string().min(1),
  run: z.string().min(1),
  parse: z
    .string()
    .describe(
      '"auto", "<format>" (its output is parsed) or "<format>:<file>" (the file is read after the run).',
    ),
  fix: z.string().optional(),
  timeout: z.int().min(1_000),
  retry: z.int().min(0).describe('Runs again so often after a failure before it counts.'),
  paths: z
    .array(z.string())
    .describe('Gitignore globs; runs only when the change touches one. Empty: always.'),
  required: z.boolean().describe('A check that is not required warns and never blocks.'),
})

export type Check = z.infer<typeof checkSchema>
