import { z } from 'zod'
import { DEFAULT_TRIGGER } from '../../command/trigger.ts'
import { PERMISSIONS } from '../harness.ts'
import { checksSchema, setupSchema } from './check.ts'
import { expected } from './expected.ts'
import { filePath } from './glob.ts'
import { invariantsSchema } from './invariant.ts'
import { limitsSchema } from './limits.ts'
import { scopeSchema } from './scope.ts'

const DEFAULT_CONTEXT = ['AGENTS.md', 'CLAUDE.md', '.github/copilot-instructions.md']

const contextSchema = z.strictObject(
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
      .default(DEFAULT_TRIGGER)
      .meta({ description: 'The word that commands begin with.', examples: ['/bot'] }),
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
      context: contextSchema.prefault({}).meta({
        description: 'Where the agent gets context.',
        examples: [{ always: ['AGENTS.md', 'docs/style.md'] }],
      }),
      scope: scopeSchema.prefault({}).meta({
        description: 'What the agent may touch: gitignore globs; deny before protect before write.',
        examples: [
          {
            hide: ['.env*', '**/*.pem'],
            write: ['src/**', 'test/**', 'docs/**'],
            protect: ['db/migrations/**'],
            deny: ['vendor/**'],
          },
        ],
      }),
      setup: setupSchema.optional().meta({
        description: 'Prepares the workspace before the agent starts; text, or a map.',
        examples: [{ run: 'npm ci', timeout: '5m' }],
      }),
      checks: checksSchema.prefault([]).meta({
        description:
          'What "it works" means: commands, each as text or as a map. They run on the base as well, so old failures are not blamed on the agent.',
        examples: [
          [
            'npm run lint',
            {
              name: 'test',
              run: 'npx vitest run --reporter=junit --outputFile=junit.xml',
              parse: 'junit:junit.xml',
              timeout: '5m',
              retry: 1,
            },
            { name: 'e2e', run: 'npm run e2e', paths: ['src/ui/**'], required: false },
          ],
        ],
      }),
      invariants: invariantsSchema.prefault([]).meta({
        description: 'Taste, written down: what must not appear.',
        examples: [
          [
            {
              id: 'no-console',
              paths: ['src/**/*.ts'],
              regex: 'console\\.(log|debug)\\(',
              replace: 'log.info(',
              why: 'Logs must be structured.',
              fix: 'Use `log` from src/lib/log.ts.',
              examples: { bad: ['console.log(x)'], good: ['log.info({ x })'] },
              source: ['https://github.com/acme/app/pull/412#discussion_r111'],
            },
          ],
        ],
      }),
      limits: limitsSchema.prefault({}).meta({
        description: 'What stops a run. The operator has limits too; the smaller one counts.',
        examples: [{ turns: 60, cost: '2.50 USD', time: '20m', files: 20, lines: 500 }],
      }),
      triggers: triggersSchema.prefault({}).meta({
        description: 'Who may start a run, and how.',
        examples: [{ who: 'maintain', command: '/bot' }],
      }),
      models: modelsSchema.prefault({}).meta({
        description: 'Names of models the operator serves; keys never stand here.',
        examples: [{ strong: 'gpt-5.5', other: 'gpt-5.4-mini' }],
      }),
    },
    { error: expected('a map that begins with `version: 1`') },
  )
  .meta({
    title: '.github/agent.yml',
    description: 'The harness of a repository: what its coding agent may do and must pass.',
  })

function model() {
  const error = expected('the name of a model such as gpt-5.5')
  return z.string({ error }).regex(/^[A-Za-z0-9][\w.:/@-]{0,99}$/, { error })
}
