import { z } from 'zod'
import { compileRegex, MAX_REGEX } from '../../rules/compile-regex.ts'
import { levelSchema } from '../../rules/finding.ts'
import { testExamples } from '../test-examples.ts'
import { astFields } from './ast.ts'
import { checkFields } from './check.ts'
import { expected } from './expected.ts'
import { globs } from './glob.ts'
import { text } from './text.ts'

/** The engines: the key that is used says who finds what breaks the rule. */
export const ENGINES = ['regex', 'ast', 'pair', 'run', 'ask'] as const
type Engine = (typeof ENGINES)[number]

const MAX_INVARIANTS = 100
const MAX_AST = 50
const MAX_EXAMPLE = 4_000
const examples = () =>
  z
    .array(text('an example as text', MAX_EXAMPLE), { error: expected('a list of texts') })
    .max(20, { error: 'has more than 20 examples; keep the telling ones' })
    .default([])

const pairFields = z.strictObject(
  {
    when: globs({ least: 1 }).meta({
      description: 'A change that touches one of these',
      examples: [['db/migrations/*.sql']],
    }),
    also: globs({ least: 1 }).meta({
      description: 'must touch one of these as well.',
      examples: [['test/migrations/**']],
    }),
  },
  { error: expected('a map with `when` and `also`') },
)

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
        .optional()
        .meta({
          description:
            'What must not appear: RE2 syntax (linear time, no lookaround and no backreferences), matched against the whole file.',
          examples: ['console\\.(log|debug)\\('],
        }),
      flags: z
        .string({ error: expected('letters of i, m and s') })
        .regex(/^(?!.*(.).*\1)[ims]*$/, { error: expected('letters of i, m and s, each once') })
        .optional()
        .meta({
          description: '`i` ignores case, `m` lets ^ and $ match at lines, `s` lets . match line breaks.',
        }),
      ast: astFields.optional().meta({
        description: 'What must not appear, as a rule of ast-grep on the syntax tree.',
        examples: [{ language: 'TypeScript', rule: { pattern: 'console.$METHOD($$$ARGS)' } }],
      }),
      pair: pairFields.optional().meta({
        description: 'What must change together.',
        examples: [{ when: ['db/migrations/*.sql'], also: ['test/migrations/**'] }],
      }),
      run: checkFields.shape.run.optional().meta({
        description: 'A command, for what no rule can say; what it finds are findings of this rule.',
        examples: ['node scripts/check-links.js'],
      }),
      parse: checkFields.shape.parse
        .unwrap()
        .optional()
        .meta({ description: 'Of `run`: how its output becomes findings, as in `checks`. Default: `auto`.' }),
      timeout: checkFields.shape.timeout
        .unwrap()
        .optional()
        .meta({ description: 'Of `run`: it fails when it takes longer. Default: `10m`.' }),
      ask: text('a sentence that a model can judge', 2_000)
        .optional()
        .meta({
          description: 'What must hold, in words: a model judges, so it can never be an error.',
          examples: ['Every exported function in src/api has a doc comment with its errors.'],
        }),
      level: levelSchema.optional().meta({
        description:
          '`error` blocks, `warn` annotates, `info` only tells the agent. Default: `error`, for `ask` `warn`.',
      }),
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
    { error: expected('a map with `id` and one of regex, ast, pair, run and ask') },
  )
  .superRefine((rule, context) => {
    for (const problem of problemsOf(rule)) context.addIssue({ code: 'custom', ...problem })
  })

type Rule = z.output<typeof invariantFields>
type Problem = { path: (string | number)[]; message: string }

/** What belongs to one engine only. */
const BELONGS: Partial<Record<keyof Rule, readonly Engine[]>> = {
  flags: ['regex'],
  replace: ['regex'],
  parse: ['run'],
  timeout: ['run'],
}

function problemsOf(rule: Rule): Problem[] {
  const engines = ENGINES.filter((key) => rule[key] !== undefined)
  const [engine, second] = engines
  if (engine === undefined)
    return [
      { path: [], message: 'does not say what to look for; write one of regex, ast, pair, run and ask' },
    ]
  if (second !== undefined)
    return [
      { path: [second], message: `stands beside \`${engine}\`; a rule has one engine, so make it two rules` },
    ]
  return [...strangers(rule, engine), ...ofEngine(rule, engine)]
}

function strangers(rule: Rule, engine: Engine): Problem[] {
  const unused = Object.entries(BELONGS).flatMap(([key, engines]) =>
    rule[key as keyof Rule] === undefined || engines.includes(engine)
      ? []
      : [{ path: [key], message: `means nothing beside \`${engine}\`; remove it` }],
  )
  const { bad, good } = rule.examples
  if ((engine === 'pair' || engine === 'run') && bad.length + good.length > 0)
    return [...unused, { path: ['examples'], message: `cannot be tried with \`${engine}\`; remove them` }]
  return unused
}

function ofEngine(rule: Rule, engine: Engine): Problem[] {
  if (engine === 'ask' && rule.level === 'error')
    return [{ path: ['level'], message: "a model's opinion never blocks; write warn or info" }]
  if (rule.pair?.when.every((glob) => rule.pair?.also.includes(glob)))
    return [
      { path: ['pair', 'also'], message: 'covers all of `when`, so the rule can find nothing; narrow it' },
    ]
  // An empty one is refused by itself.
  if (rule.regex === undefined || rule.regex === '') return []
  const compiled = compileRegex(rule.regex, rule.flags ?? 'm')
  if (compiled.kind === 'refused') return [{ path: ['regex'], message: compiled.message }]
  return testExamples(compiled.regex, rule)
}

/** `invariants`: taste, written down as rules. */
export const invariantsSchema = z
  .array(invariantFields, { error: expected('a list of rules') })
  .max(MAX_INVARIANTS, { error: `has more than ${MAX_INVARIANTS} rules; join some of them` })
  .refine((rules) => rules.filter(({ ast }) => ast !== undefined).length <= MAX_AST, {
    error: `has more than ${MAX_AST} rules with \`ast\`, which cost much; join some of them`,
  })
