import { z } from 'zod'
import { compileRegex, MAX_REGEX } from '../../rules/compile-regex.ts'
import { levelSchema } from '../../rules/finding.ts'
import { testExamples } from '../test-examples.ts'
import { expected } from './expected.ts'
import { globs } from './glob.ts'
import { text } from './text.ts'

const MAX_INVARIANTS = 100
const MAX_EXAMPLE = 4_000
const examples = () =>
  z
    .array(text('an example as text', MAX_EXAMPLE), { error: expected('a list of texts') })
    .max(20, { error: 'has more than 20 examples; keep the telling ones' })
    .default([])

const invariantFields = z
  .strictObject(
    {
      id: z
        .string({ error: expected('an id such as no-console') })
        .regex(/^[a-z0-9]+([-_/.][a-z0-9]+)*$/, {
          error: expected('an id of small letters, digits and dashes such as no-console'),
        })
        .max(80, { error: 'is longer than 80 characters; shorten it' })
        .meta({ description: 'Its name in findings; unique.', examples: ['no-console'] }),
      paths: globs()
        .default([])
        .meta({ description: 'Where it holds; empty: in every file.', examples: [['src/**/*.ts']] }),
      regex: z
        .string({ error: expected('a regular expression in quotes') })
        .min(1, { error: 'is empty; write a regular expression' })
        .max(MAX_REGEX, { error: `is longer than ${MAX_REGEX} characters; split the rule` })
        .meta({
          description:
            'What must not appear: RE2 syntax (linear time, no lookaround and no backreferences), matched against the whole file.',
          examples: ['console\\.(log|debug)\\('],
        }),
      flags: z
        .string({ error: expected('letters of i, m and s') })
        .regex(/^(?!.*(.).*\1)[ims]*$/, { error: expected('letters of i, m and s, each once') })
        .default('m')
        .meta({
          description: '`i` ignores case, `m` lets ^ and $ match at lines, `s` lets . match line breaks.',
        }),
      level: levelSchema
        .default('error')
        .meta({ description: '`error` blocks, `warn` annotates, `info` only tells the agent.' }),
      why: text('a reason', 2_000)
        .optional()
        .meta({
          description: 'The reason, for people and the agent.',
          examples: ['Logs must be structured.'],
        }),
      fix: text('a way to mend it', 2_000)
        .optional()
        .meta({
          description: 'How to mend it: the same text for the person and the agent.',
          examples: ['Use `log` from src/lib/log.ts.'],
        }),
      replace: z
        .string({ error: expected('the replacement as text') })
        .max(2_000, { error: 'is longer than 2000 characters; describe the change in `fix`' })
        .regex(/^[^$]*(\$[^$]*){0,20}$/, {
          error: 'has more than 20 references ($); describe the change in `fix`',
        })
        .optional()
        .meta({
          description:
            'The exact text instead of each match; `$1`, `$<name>` and `$&` stand for what was matched. Becomes a suggestion.',
          examples: ['log.info('],
        }),
      examples: z
        .strictObject(
          {
            bad: examples().meta({ description: 'Texts the rule must find.' }),
            good: examples().meta({ description: 'Texts it must not find.' }),
          },
          { error: expected('a map with `bad` and `good`') },
        )
        .prefault({})
        .meta({
          description: 'A rule that fails its own examples is rejected.',
          examples: [{ bad: ['console.log(x)'], good: ['log.info({ x })'] }],
        }),
      source: z
        .array(text('an address as text', 2_048), { error: expected('a list of addresses') })
        .max(20, { error: 'has more than 20 sources; keep the telling ones' })
        .default([])
        .meta({
          description: 'Where the rule comes from, such as a review comment.',
          examples: [['https://github.com/acme/app/pull/412#discussion_r111']],
        }),
    },
    { error: expected('a map with `id` and `regex`') },
  )
  .superRefine((rule, context) => {
    const compiled = compileRegex(rule.regex, rule.flags)
    if (compiled.kind === 'refused') {
      context.addIssue({ code: 'custom', path: ['regex'], message: compiled.message })
      return
    }
    for (const problem of testExamples(compiled.regex, rule)) context.addIssue({ code: 'custom', ...problem })
  })

/** `invariants`: taste, written down as regular expressions that must not match. */
export const invariantsSchema = z
  .array(invariantFields, { error: expected('a list of rules') })
  .max(MAX_INVARIANTS, { error: `has more than ${MAX_INVARIANTS} rules; join some of them` })
