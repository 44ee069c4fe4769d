import { z } from 'zod'
import { type JsonSchema, propertiesOf } from './json-schema.ts'
import { agentYmlSchema } from './schema/agent-yml.ts'

let schema: JsonSchema | undefined

/** The keys a map may hold, taken from the schema itself. `place` as in "limits" or "invariants[].examples". */
export function knownKeys(place: string): string[] {
  schema ??= z.toJSONSchema(agentYmlSchema, { io: 'input' }) as JsonSchema
  const found = place
    .split(/\.|(?=\[\])/)
    .filter((step) => step !== '')
    .reduce<JsonSchema | undefined>(
      (at, step) => (step === '[]' ? at?.items : propertiesOf(at)?.[step]),
      schema,
    )
  return Object.keys(propertiesOf(found) ?? {})
}
