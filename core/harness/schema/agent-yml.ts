import { z } from 'zod'
import { DEFAULT_LIMITS, MAX_CHANGED_FILES } from '../../run/limits.ts'
import { PERMISSIONS } from '../harness.ts'
import { checksSchema, setupSchema } from './check.ts'
import { cost, formatCost } from './cost.ts'
import { duration, formatDuration } from './duration.ts'
import { expected } from './expected.ts'
import { filePath, globs } from './glob.ts'
import { invariantsSchema } from './invariant.ts'

const DEFAULT_CONTEXT = ['AGENTS.md', 'CLAUDE.md', '.github/copilot-instructions.md']
/** https://docs.github.com/en/actions/reference/limits: a hosted job ends after 6 hours. */
const MAX_TIME = 6 * 3_600_000

const scopeList = (description: string, example: string[]) =>
  globs()
    .default([])
    .meta({ description, examples: [example] })

const scopeSchema = z.strictObject(
  {
    hide: scopeList('Not in the agent’s workspace at all.', ['.env*', '**/*.pem']),
    write: scopeList('What it may touch; empty: everything that is not denied.', ['src/**', 'test/**']),
    protect: scopeList('It may change these; a person must approve.', ['db/migrations/**']),
    deny: scopeList('It may not change these.', ['vendor/**']),
  },
  { error: expected('a map with `hide`, `write`, `protect` and `deny`') },
)

const limitsFields = z.strictObject(
  {
    turns: count(1, 1_000).default(DEFAULT_LIMITS.turns).meta({ description: 'Answers of the model.' }),
    cost: cost({ most: 1_000 })
      .prefault(formatCost(DEFAULT_LIMITS.cost))
      .meta({ description: 'Money for the model.', examples: ['2.50 USD'] }),
    time: duration({ most: MAX_TIME })
      .prefault(formatDuration(DEFAULT_LIMITS.time))
      .meta({ description: 'Wall time of the whole run.', examples: ['20m'] }),
    repairs: count(0, 10)
      .default(DEFAULT_LIMITS.repairs)
      .meta({ description: 'Repair rounds after a failed gate.' }),
    files: count(1, MAX_CHANGED_FILES)
      .default(DEFAULT_LIMITS.files)
      .meta({ description: 'Files a change may touch.' }),
    lines: count(1, 100_000)
      .default(DEFAULT_LIMITS.lines)
      .meta({ description: 'Lines a change may add and remove, together.' }),
  },
  { error: expected('a map of limits') },
)

const triggersSchema = z.strictObject(
  {
    who: z
      .enum(PERMISSIONS)
      .exclude(['none'])
      .default('write')
      .meta({ description: 'The least permission on the repository that may start a run.' }),
    command: z
      .string({ error: expected('a word such as /agent') })
      .regex(/^\/[a-z][a-z0-9-]{0,38}$/, {
        error: expected('a slash and a word of small letters such as /agent'),
      })
      .default('/agent')
      .meta({ description: 'The word that comments begin with.', examples: ['/bot'] }),
  },
  { error: expected('a map with `who` and `command`') },
)

const modelsSchema = z.strictObject(
  {
    strong: model().default('gpt-5.5').meta({ description: 'The model that does the work.' }),
    other: model()
      .default('gpt-5.4-mini')
      .meta({ description: 'A second model, for what a smaller one can do.' }),
  },
  { error: expected('a map with `strong` and `other`') },
)

/** `.github/agent.yml`, version 1, as it is written. Input is the file; output has every default filled in. */
export const agentYmlSchema = z
  .strictObject(
    {
      version: z.literal(1, { error: expected('the number 1') }).meta({ description: 'Of this format.' }),
      context: z
        .strictObject(
          {
            always: z
              .array(filePath(), { error: expected('a list of paths') })
              .max(20, { error: 'has more than 20 files; 32 KiB is all the agent reads' })
              .default(DEFAULT_CONTEXT)
              .meta({
                description: 'Files the agent reads before anything else; missing ones are skipped.',
                examples: [['AGENTS.md', 'docs/style.md']],
              }),
          },
          { error: expected('a map with `always`') },
        )
        .prefault({})
        .meta({ description: 'Where the agent gets context.' }),
      scope: scopeSchema.prefault({}).meta({
        description: 'What the agent may touch: gitignore globs; deny before protect before write.',
      }),
      setup: setupSchema
        .optional()
        .meta({ description: 'Prepares the workspace before the agent starts.', examples: ['npm ci'] }),
      checks: checksSchema.default([]).meta({
        description:
          'What “it works” means; run on the base as well, so old failures are not blamed on the agent.',
        examples: [['npm run lint', 'npm test']],
      }),
      invariants: invariantsSchema
        .default([])
        .meta({ description: 'Taste, written down: what must not appear.' }),
      limits: limitsFields
        .prefault({})
        .meta({ description: 'What stops a run; only ever below what the operator allows.' }),
      triggers: triggersSchema.prefault({}).meta({ description: 'Who may start a run, and how.' }),
      models: modelsSchema
        .prefault({})
        .meta({ description: 'Names of models the operator serves; keys never stand here.' }),
    },
    { error: expected('a map that begins with `version: 1`') },
  )
  .meta({
    title: '.github/agent.yml',
    description: 'The harness of a repository: what its coding agent may do and must pass.',
  })

function count(least: number, most: number) {
  const error = expected(`a whole number from ${least} to ${most}`)
  return z.int({ error }).min(least, { error }).max(most, { error })
}

function model() {
  const error = expected('the name of a model such as gpt-5.5')
  return z.string({ error }).regex(/^[A-Za-z0-9][\w.:/@-]{0,99}$/, { error })
}
