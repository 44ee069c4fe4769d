import { z } from 'zod'
import { FORMAT_NAMES } from '../../checks/formats.ts'
import { MAX_COMMAND_TIMEOUT } from '../../run/limits.ts'
import { duration, formatDuration } from './duration.ts'
import { expected } from './expected.ts'
import { globs } from './glob.ts'
import { line, text } from './text.ts'

const MAX_COMMAND = 8_000
const MAX_CHECKS = 50
const timeout = () => duration({ most: MAX_COMMAND_TIMEOUT }).prefault(formatDuration(MAX_COMMAND_TIMEOUT))
const command = (example: string) => text(`a command such as \`${example}\``, MAX_COMMAND)

/** A format, then perhaps a colon and a file inside the repository. */
const FORMAT = new RegExp(
  `^(${FORMAT_NAMES.join('|')})(:(?!/)(?!(.*/)?\\.\\.(/|$))[^\\\\:\\p{Cc}]{1,200})?$`,
  'u',
)
const expectedFormat = expected(
  `a format, or a format and a file inside the repository such as junit:junit.xml (formats: ${FORMAT_NAMES.join(', ')})`,
)

export const checkFields = z.strictObject({
  name: line('a name', 100)
    .optional()
    .meta({
      description:
        'What gates and findings are called. Default: the script of `npm run <script>`, else the command.',
      examples: ['lint'],
    }),
  run: command('npm test').meta({
    description: 'The shell command; exit code 0 means it works.',
    examples: ['npm test'],
  }),
  parse: z
    .string({ error: expectedFormat })
    .regex(FORMAT, { error: expectedFormat })
    .default('auto')
    .meta({
      description: `How its output becomes findings: a format, or a format and the file it writes; \`problem-matcher:<file>\` reads the log with the problem matchers of that file of the repository. Formats: ${FORMAT_NAMES.join(', ')}.`,
      examples: ['junit:junit.xml', 'eslint:lint.json', 'problem-matcher:.github/tool.json'],
    }),
  fix: command('npx eslint . --fix')
    .optional()
    .meta({
      description:
        'A command that mends what this check finds. It runs before the agent is asked; only what it does to files of the change is kept.',
      examples: ['npx eslint . --fix'],
    }),
  timeout: timeout().meta({ description: 'It fails when it takes longer.', examples: ['5m'] }),
  retry: z
    .int({ error: expected('a whole number from 0 to 5') })
    .min(0, { error: expected('a whole number from 0 to 5') })
    .max(5, { error: expected('a whole number from 0 to 5') })
    .default(0)
    .meta({ description: 'Runs again so often after a failure before it counts.' }),
  paths: globs()
    .default([])
    .meta({
      description: 'Runs only when the change touches one of these globs; empty: always.',
      examples: [['src/ui/**']],
    }),
  required: z
    .boolean({ error: expected('true or false') })
    .default(true)
    .meta({ description: 'A check that is not required warns and never blocks.' }),
})

/** `checks`: a list of commands, each as text or in full. */
export const checksSchema = z
  .array(
    z.union(
      [
        command('npm test')
          .transform((run) => ({ run }))
          .pipe(checkFields),
        checkFields,
      ],
      {
        error: expected('a command such as `npm test`, or a map with `run`'),
      },
    ),
    { error: expected('a list of commands such as `- npm test`') },
  )
  .max(MAX_CHECKS, { error: `has more than ${MAX_CHECKS} checks; join some of them` })

const setupFields = z.strictObject({
  run: command('npm ci').meta({
    description: 'The shell command that prepares the workspace.',
    examples: ['npm ci'],
  }),
  network: z
    .boolean({ error: expected('true or false') })
    .default(true)
    .meta({
      description:
        'Whether it may use the network; false: it has none, and is not run where a machine cannot close it.',
    }),
  timeout: timeout().meta({ description: 'The run ends when setup takes longer.' }),
})

/** `setup`: one command, as text or in full. */
export const setupSchema = z.union(
  [
    command('npm ci')
      .transform((run) => ({ run }))
      .pipe(setupFields),
    setupFields,
  ],
  { error: expected('a command such as `npm ci`, or a map with `run`') },
)
