import { z } from 'zod'
import { levelSchema } from '../rules/finding.ts'
import { limitsSchema } from '../run/limits.ts'

/** GitHub's repository permissions, weakest first. */
export const PERMISSIONS = ['none', 'read', 'triage', 'write', 'maintain', 'admin'] as const
export type Permission = (typeof PERMISSIONS)[number]

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

export const invariantSchema = z.strictObject({
  id: z.string(),
  paths: z.array(z.string()).describe('Gitignore globs; empty: every file.'),
  regex: z.string().describe('RE2 syntax, matched against the whole file.'),
  flags: z.string().regex(/^[ims]*$/),
  level: levelSchema,
  why: z.string().optional(),
  fix: z.string().optional(),
  replace: z
    .string()
    .optional()
    .describe('Replacement of each match ($1 allowed): the exact text, shown as a suggestion.'),
  examples: z.strictObject({ bad: z.array(z.string()), good: z.array(z.string()) }),
  source: z.array(z.string()),
})

/** The repository's rules, parsed and with every default filled in. JSON all through: it travels in the Assignment. */
export const harnessSchema = z.strictObject({
  version: z.literal(1),
  context: z.strictObject({ always: z.array(z.string()) }),
  scope: z.strictObject({
    hide: z.array(z.string()),
    write: z.array(z.string()).describe('Empty: everything that is not denied.'),
    protect: z.array(z.string()),
    deny: z.array(z.string()),
  }),
  setup: z.strictObject({ run: z.string(), network: z.boolean(), timeout: z.int() }).nullable(),
  checks: z.array(checkSchema),
  invariants: z.array(invariantSchema),
  limits: limitsSchema,
  triggers: z.strictObject({
    who: z.enum(['read', 'triage', 'write', 'maintain', 'admin']),
    command: z.string(),
  }),
  models: z.strictObject({ strong: z.string(), other: z.string() }),
})

/** Where a harness came from: the file, or detection when the repository has none. */
export const originSchema = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('file'), path: z.string() }),
  z.strictObject({ from: z.literal('detected'), evidence: z.array(z.string()) }),
])

export type Check = z.infer<typeof checkSchema>
export type Invariant = z.infer<typeof invariantSchema>
export type Harness = z.infer<typeof harnessSchema>
export type HarnessOrigin = z.infer<typeof originSchema>

/** A mistake in a configuration file. `line` and `column` are 1-based; `path` is the key's: "checks[0].run". */
export type HarnessProblem = { line: number; column: number; path: string; message: string }
