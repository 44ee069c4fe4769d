import { z } from 'zod'
import { parseYaml } from './parse-yaml.ts'
import { stepSchema } from './schema.ts'

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()])

/** action.yml. Keys of other kinds of actions and of the Marketplace pass unread. */
const actionSchema = z.looseObject({
  name: z.string().optional(),
  inputs: z
    .record(
      z.string(),
      z.looseObject({ default: scalar.optional(), deprecationMessage: z.string().optional() }).nullable(),
    )
    .nullable()
    .optional(),
  outputs: z
    .record(z.string(), z.looseObject({ value: scalar.optional() }).nullable())
    .nullable()
    .optional(),
  runs: z.looseObject({
    using: z.string(),
    main: z.string().optional(),
    pre: z.string().optional(),
    post: z.string().optional(),
    'pre-if': scalar.optional(),
    'post-if': scalar.optional(),
    steps: z.array(stepSchema).optional(),
  }),
})

export type Action = z.infer<typeof actionSchema>

/** @throws WorkflowProblem that names the file, the place and what was expected. */
export function parseAction(text: string, path: string): Action {
  return parseYaml(text, path, actionSchema)
}
