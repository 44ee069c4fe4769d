import { z } from 'zod'
import { levelSchema } from '../../rules/finding.ts'
import { CHANGE_KINDS } from '../../rules/kinds/change-kind.ts'
import { expected } from './expected.ts'
import { globs } from './glob.ts'

const kinds = z
  .enum(CHANGE_KINDS)
  .array()
  .min(1, { error: 'is empty; name a kind of change or remove it' })
  .meta({ description: `Kinds of change: ${CHANGE_KINDS.join(', ')}.`, examples: [['dependency-added']] })

const whenFields = z
  .strictObject(
    {
      paths: globs({ least: 1 })
        .optional()
        .meta({ description: 'The change touches one of these globs.', examples: [['src/billing/**']] }),
      kind: kinds.optional(),
    },
    { error: expected('a map with `paths` or `kind`') },
  )
  .refine(({ paths, kind }) => paths !== undefined || kind !== undefined, {
    error: 'says nothing; write `paths` or `kind`',
  })
  .transform(({ paths = [], kind = [] }) => ({ protected: false, paths, kinds: kind }))

const approver = z
  .string({ error: expected('@login, @organisation/team or codeowners') })
  .regex(/^(codeowners|@[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})(?:_[A-Za-z0-9]+)?(?:\/[A-Za-z0-9._-]{1,100})?)$/, {
    error: expected('@login, @organisation/team or codeowners'),
  })

const humansFields = z.strictObject(
  {
    when: z
      .union(
        [z.literal('protected').transform(() => ({ protected: true, paths: [], kinds: [] })), whenFields],
        { error: expected('protected, or a map with `paths` or `kind`') },
      )
      .meta({ description: '`protected` (paths of `scope.protect`), or a map with `paths` or `kind`.' }),
    by: z
      .array(approver, { error: expected('a list of @login, @organisation/team or codeowners') })
      .max(20, { error: 'has more than 20 entries; name a team' })
      .default([])
      .meta({
        description: 'Who counts; empty: everybody who may write to the repository.',
        examples: [['@acme/payments']],
      }),
    count: z
      .int({ error: expected('a whole number from 1 to 10') })
      .min(1, { error: expected('a whole number from 1 to 10') })
      .max(10, { error: expected('a whole number from 1 to 10') })
      .default(1)
      .meta({ description: 'How many of them.' }),
  },
  { error: expected('a map with `when`') },
)

const commentsFields = z.strictObject(
  {
    max: z
      .int({ error: expected('a whole number from 0 to 100') })
      .min(0, { error: expected('a whole number from 0 to 100') })
      .max(100, { error: expected('a whole number from 0 to 100') })
      .default(10)
      .meta({ description: 'Comments of one review; more findings are counted in its text.' }),
    min_level: levelSchema.default('warn').meta({ description: 'Findings below it get no comment.' }),
    filter: z.enum(['added', 'file', 'all']).default('added').meta({
      description:
        'Which findings are shown: those at `added` lines, those anywhere in the `file` that the diff shows, or `all`: the others are listed in the text of the review.',
    }),
  },
  { error: expected('a map with `max`, `min_level` and `filter`') },
)

/** `review`: how findings are shown, and which changes people must approve. */
export const reviewFileSchema = z.strictObject(
  {
    comments: commentsFields.prefault({}).meta({ description: 'The comments of a review.' }),
    suggestions: z.enum(['verified', 'all', 'none']).default('verified').meta({
      description:
        'Which exact replacements become suggestions: `verified` ones mend what was found when they are tried.',
    }),
    humans: z
      .array(humansFields, { error: expected('a list of maps with `when`') })
      .max(50, { error: 'has more than 50 entries; join some of them' })
      .prefault([{ when: 'protected' }])
      .meta({ description: 'Changes that people must approve: the check run `approvals`.' }),
  },
  { error: expected('a map with `comments`, `suggestions` and `humans`') },
)
