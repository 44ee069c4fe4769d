import { z } from 'zod'
import { UNCLEAR } from '../parts/tasks.ts'
import { expected } from './expected.ts'
import { filePath, globs } from './glob.ts'
import { line } from './text.ts'

const MAX_LABELS = 50

/** What a label or a role may say of the scope. */
export const narrowingFields = {
  write: globs({ takesBack: true })
    .default([])
    .meta({ description: 'Only this may change; within `scope.write`.', examples: [['src/ui/**']] }),
  protect: globs({ takesBack: true })
    .default([])
    .meta({ description: 'Here a person must approve as well.' }),
  deny: globs({ takesBack: true }).default([]).meta({ description: 'This may not change either.' }),
  hide: globs({ takesBack: true }).default([]).meta({ description: 'This is not in the workspace either.' }),
}

const labelSchema = z.strictObject(
  {
    ...narrowingFields,
    read: z
      .array(filePath(), { error: expected('a list of paths') })
      .max(20, { error: 'has more than 20 files; 32 KiB is all the agent reads' })
      .default([])
      .meta({ description: 'Files read as well.', examples: [['docs/ui.md']] }),
  },
  { error: expected('a map such as { write: [src/ui/**] }') },
)

/** `tasks`: how work is scoped, and what done means. */
export const tasksFileSchema = z.strictObject(
  {
    need: z
      .array(line('a heading', 100), { error: expected('a list of headings') })
      .max(20, { error: 'has more than 20 headings; ask for less' })
      .default([])
      .meta({
        description:
          'Headings, or fields of an issue form, that an issue must have with text below; upper and lower case are the same. One that is missing is asked for on the issue, and nothing starts.',
        examples: [['goal', 'acceptance']],
      }),
    unclear: z.enum(UNCLEAR).default('ask').meta({
      description:
        'What an agent does that does not know what is meant: `ask` on the issue and stop; end with a `plan` that waits for a person, whatever `agents.planner.approve` says; or `proceed` with the likeliest meaning and say so.',
    }),
    labels: z
      .record(
        z.string().check((context) => {
          if (!/^[^\p{Cc}]{1,50}$/u.test(context.value))
            context.issues.push({
              code: 'custom',
              input: context.value,
              message: 'is no name of a label (1 to 50 characters); write it as it stands on GitHub',
            })
        }),
        labelSchema,
        { error: expected('a map of labels') },
      )
      .refine((labels) => Object.keys(labels).length <= MAX_LABELS, {
        error: `has more than ${MAX_LABELS} labels; keep those that narrow`,
      })
      .default({})
      .meta({ description: 'What a label on the issue narrows.' }),
    done: z
      .array(line('a sentence', 500), { error: expected('a list of sentences') })
      .max(20, { error: 'has more than 20 sentences; keep those that matter' })
      .default([])
      .meta({
        description: 'What done means here: criteria of acceptance of every task, with evidence for each.',
        examples: [['New behaviour has a test that fails without the change']],
      }),
  },
  { error: expected('a map with `need`, `unclear`, `labels` and `done`') },
)
