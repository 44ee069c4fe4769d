import { z } from 'zod'
import { DEFAULT_TRIGGER } from '../../command/trigger.ts'
import { PERMISSIONS } from '../harness.ts'
import { expected } from './expected.ts'
import { line } from './text.ts'

/** `triggers`: who may start a run, and how. */
export const triggersSchema = z.strictObject(
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
    label: line('the name of a label', 50)
      .optional()
      .meta({
        description: 'Whoever puts this label on an issue asks for `implement`.',
        examples: ['agent'],
      }),
    assign: z
      .boolean({ error: expected('true or false') })
      .default(false)
      .meta({ description: 'Whoever assigns the App to an issue asks for `implement`.' }),
    bots: z
      .array(
        z
          .string({ error: expected('the login of a bot such as renovate[bot]') })
          .regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,99}\[bot\]$/, {
            error: expected('the login of a bot such as renovate[bot]'),
          }),
        { error: expected('a list of logins of bots') },
      )
      .max(20, { error: 'has more than 20 bots; keep those that should start runs' })
      .default([])
      .meta({
        description: 'Bots that may start a run, by exact login; all others never do.',
        examples: [['renovate[bot]']],
      }),
  },
  { error: expected('a map with `who`, `command`, `label`, `assign` and `bots`') },
)
