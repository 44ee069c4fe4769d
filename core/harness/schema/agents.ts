import { z } from 'zod'
import { SMALL_PLAN } from '../../run/plan.ts'
import { APPROVE } from '../parts/agents.ts'
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

const plannerFields = z.strictObject(
  {
    model: model('strong'),
    approve: z
      .enum(APPROVE)
      .default('large')
      .meta({
        description: `Which plans wait for a person, who writes \`/agent approve <hash>\`: \`always\` all of them; \`large\` those of more than ${SMALL_PLAN.files} files or ${SMALL_PLAN.lines} lines, with a path that is not free to change, or with an open question; \`never\` none.`,
      }),
  },
  { error: expected('a map such as { model: strong, approve: large }') },
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
    planner: plannerFields.optional().meta({
      description:
        'Reads the repository and writes a plan before anything is changed. Without this key there is no such step.',
      examples: [{ model: 'strong', approve: 'large' }],
    }),
    reviewer: reviewerFields.optional().meta({
      description:
        'Reads the change once the gates have passed, and says what a careful reviewer would object to. Its opinion blocks nothing. Without this key there is no such step.',
      examples: [{ model: 'other' }],
    }),
  },
  { error: expected('a map with `planner`, `implementer` and `reviewer`') },
)

function model(usual: 'strong' | 'other') {
  return z.enum(['strong', 'other']).default(usual).meta({ description: 'Which of `models` it works with.' })
}
