import { z } from 'zod'
import { expected } from './expected.ts'
import { narrowingFields } from './tasks.ts'

const implementerFields = z.strictObject(
  {
    model: model('strong'),
    scope: z
      .strictObject(narrowingFields, { error: expected('a map such as { deny: [docs/**] }') })
      .prefault({})
      .meta({ description: 'What it may touch, within `scope`.' }),
  },
  { error: expected('a map with `model` and `scope`') },
)

const reviewerFields = z.strictObject(
  { model: model('other') },
  { error: expected('a map such as { model: other }') },
)

/** `agents`: roles, and how each is narrowed. A role that is not written does not exist, but for the implementer. */
export const agentsFileSchema = z.strictObject(
  {
    implementer: implementerFields
      .prefault({})
      .meta({ description: 'Works on an issue.', examples: [{ model: 'strong' }] }),
    reviewer: reviewerFields.optional().meta({
      description:
        'Reads the change once the gates have passed, and says what a careful reviewer would object to. Its opinion blocks nothing. Without this key there is no such step.',
      examples: [{ model: 'other' }],
    }),
  },
  { error: expected('a map with `implementer` and `reviewer`') },
)

function model(usual: 'strong' | 'other') {
  return z.enum(['strong', 'other']).default(usual).meta({ description: 'Which of `models` it works with.' })
}
