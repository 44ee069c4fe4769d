import { z } from 'zod'
import { agentsFileSchema } from './agents.ts'
import { checksSchema, setupSchema } from './check.ts'
import { contextFileSchema } from './context.ts'
import { expected } from './expected.ts'
import { extendsSchema } from './extends.ts'
import { invariantsSchema } from './invariant.ts'
import { layersFileSchema } from './layers.ts'
import { limitsSchema } from './limits.ts'
import { reviewFileSchema } from './review.ts'
import { scopeSchema } from './scope.ts'
import { tasksFileSchema } from './tasks.ts'
import { triggersSchema } from './triggers.ts'
import { waiversSchema } from './waiver.ts'

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
      extends: extendsSchema.prefault([]).meta({
        description:
          'Files that this one narrows, each pinned to a commit; the App must be installed where they are.',
        examples: [['acme/.github//agent-base.yml@0123456789abcdef0123456789abcdef01234567']],
      }),
      context: contextFileSchema.prefault({}).meta({
        description: 'Where the agent gets context.',
        examples: [
          {
            always: ['AGENTS.md', 'docs/style.md'],
            when: [{ paths: ['src/billing/**'], read: ['docs/billing.md'] }],
            index: 'docs/**/*.md',
          },
        ],
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
      tasks: tasksFileSchema.prefault({}).meta({
        description: 'How work is scoped, and what done means.',
        examples: [
          {
            need: ['goal', 'acceptance'],
            labels: { 'area/ui': { write: ['src/ui/**', 'test/ui/**'], read: ['docs/ui.md'] } },
            done: ['New behaviour has a test that fails without the change'],
          },
        ],
      }),
      layers: layersFileSchema.optional().meta({
        description: 'Structure: which files may import which.',
        examples: [
          {
            order: [
              { name: 'ui', paths: ['src/ui/**'] },
              { name: 'service', paths: ['src/service/**'] },
              { name: 'repo', paths: ['src/repo/**'] },
            ],
            shared: ['src/lib/**'],
            cycles: 'deny',
            deny: [
              {
                from: 'src/**',
                to: ['pg'],
                except: ['src/repo/**'],
                why: 'SQL lives in repo/.',
                fix: 'Add a method to a repository in src/repo/.',
              },
            ],
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
        description: 'Taste, written down. The engine is the key used: regex, ast, pair, run or ask.',
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
            {
              id: 'no-eval',
              paths: ['src/**/*.ts'],
              ast: { language: 'TypeScript', rule: { pattern: 'eval($CODE)' } },
              examples: { bad: ['eval(text)'], good: ['evaluate(text)'] },
            },
            {
              id: 'migration-has-test',
              pair: { when: ['db/migrations/*.sql'], also: ['test/migrations/**'] },
              fix: 'Add an up/down test next to the migration.',
            },
            {
              id: 'public-api-documented',
              paths: ['src/api/**'],
              ask: 'Every exported function in src/api has a doc comment with its errors.',
            },
          ],
        ],
      }),
      waivers: waiversSchema.prefault([]).meta({
        description: 'Rules that do not count somewhere, until a day.',
        examples: [
          [{ rule: 'no-console', paths: ['src/cli/old.ts'], until: '2027-03-01', why: 'replaced in #512' }],
        ],
      }),
      limits: limitsSchema.prefault({}).meta({
        description: 'What stops a run. The operator has limits too; the smaller one counts.',
        examples: [
          {
            turns: 60,
            cost: '2.50 USD',
            time: '20m',
            files: 20,
            lines: 500,
            month: '200 USD',
            concurrent: 3,
          },
        ],
      }),
      review: reviewFileSchema.prefault({}).meta({
        description: 'How findings are shown, and which changes people must approve.',
        examples: [
          {
            comments: { max: 5, min_level: 'error' },
            humans: [
              { when: 'protected' },
              { when: { paths: ['src/billing/**'] }, by: ['@acme/payments'], count: 2 },
              { when: { kind: ['dependency-added', 'migration', 'ci'] }, by: ['codeowners'] },
            ],
          },
        ],
      }),
      triggers: triggersSchema.prefault({}).meta({
        description: 'Who may start a run, and how.',
        examples: [
          { who: 'maintain', command: '/bot', label: 'agent', assign: true, bots: ['renovate[bot]'] },
        ],
      }),
      agents: agentsFileSchema.prefault({}).meta({
        description: 'Roles: which model each works with, and how it is narrowed.',
        examples: [
          {
            implementer: { model: 'strong', scope: { deny: ['docs/decisions/**'] } },
            planner: { model: 'strong', approve: 'large' },
            reviewer: { model: 'other' },
          },
        ],
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
