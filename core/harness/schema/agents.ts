import { z } from 'zod'
import { expected } from './expected.ts'
import { narrowingFields } from './tasks.ts'

const roleFields = z.strictObject(
  {
    model: z
      .enum(['strong', 'other'])
      .default('strong')
      .meta({ description: 'Which of `models` it works with.' }),
    scope: z
      .strictObject(narrowingFields, { error: expected('a map such as { deny: [docs/**] }') })
      .prefault({})
      .meta({ description: 'What it may touch, within `scope`.' }),
  },
  { error: expected('a map with `model` and `scope`') },
)

/** `agents`: roles, and how each is narrowed. */
export const agentsFileSchema = z.strictObject(
  {
    implementer: roleFields
      .prefault({})
      .meta({ description: 'Works on an issue.', examples: [{ model: 'strong' }] }),
  },
  { error: expected('a map with `implementer`') },
)
