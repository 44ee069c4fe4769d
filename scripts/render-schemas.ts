import type { z } from 'zod'
import { agentYmlSchema } from '../core/harness/schema/agent-yml.ts'
import { toJsonSchema } from '../core/harness/to-json-schema.ts'
import { assignmentSchema } from '../core/run/assignment.ts'
import { reportSchema } from '../core/run/report.ts'

const HOME = 'https://raw.githubusercontent.com/reins-dev/reins/v1/'

/** Path → text of every JSON Schema that is published, made from the zod schemas that do the parsing. */
export function renderSchemas(): Record<string, string> {
  return {
    'schemas/agent.v1.schema.json': render('schemas/agent.v1.schema.json', agentYmlSchema, 'input'),
    'schemas/assignment.schema.json': render('schemas/assignment.schema.json', assignmentSchema, 'output'),
    'schemas/report.schema.json': render('schemas/report.schema.json', reportSchema, 'output'),
  }
}

/** `input` is what people write, before defaults; `output` what programs exchange. */
function render(path: string, schema: z.ZodType, io: 'input' | 'output'): string {
  const { $schema, ...rest } = toJsonSchema(schema, io)
  return `${JSON.stringify({ $schema, $id: HOME + path, ...rest }, null, 2)}\n`
}
