import { z } from 'zod'
import { levelSchema } from '../../rules/finding.ts'

const common = {
  id: z.string(),
  paths: z.array(z.string()).describe('Gitignore globs; empty: every file.'),
  level: levelSchema,
  why: z.string().optional(),
  fix: z.string().optional(),
  examples: z.strictObject({ bad: z.array(z.string()), good: z.array(z.string()) }),
  source: z.array(z.string()),
}

/** A rule object of ast-grep, and what it refers to. https://ast-grep.github.io/reference/rule.html */
export const astSchema = z.strictObject({
  language: z.string(),
  rule: z.record(z.string(), z.unknown()),
  constraints: z.record(z.string(), z.unknown()).optional(),
  utils: z.record(z.string(), z.unknown()).optional(),
})

/** Taste, written down. `engine` says who finds what breaks it. */
export const invariantSchema = z.discriminatedUnion('engine', [
  z.strictObject({
    ...common,
    engine: z.literal('regex'),
    regex: z.string().describe('RE2 syntax, matched against the whole file.'),
    flags: z.string().regex(/^[ims]*$/),
    replace: z
      .string()
      .optional()
      .describe('Replacement of each match ($1 allowed): the exact text, shown as a suggestion.'),
  }),
  z.strictObject({ ...common, engine: z.literal('ast'), ast: astSchema }),
  z.strictObject({
    ...common,
    engine: z.literal('pair'),
    pair: z
      .strictObject({ when: z.array(z.string()), also: z.array(z.string()) })
      .describe('A change that touches one of `when` must touch one of `also`.'),
  }),
  z.strictObject({
    ...common,
    engine: z.literal('run'),
    run: z.string().describe('A command; what it finds are findings of this rule.'),
    parse: z.string(),
    timeout: z.int(),
  }),
  z.strictObject({
    ...common,
    engine: z.literal('ask'),
    ask: z.string().describe('What a model judges; never an error.'),
  }),
])

export type Invariant = z.infer<typeof invariantSchema>
export type InvariantOf<Engine extends Invariant['engine']> = Extract<Invariant, { engine: Engine }>
