import { agentYmlSchema } from './schema/agent-yml.ts'
import { type JsonSchema, propertiesOf, toJsonSchema } from './to-json-schema.ts'

let schema: JsonSchema | undefined

/** The keys a map may hold, taken from the schema itself. `place` as in "limits" or "invariants[].examples". */
export function knownKeys(place: string): string[] {
  schema ??= toJsonSchema(agentYmlSchema, 'input')
  const found = place
    .split(/\.|(?=\[\])/)
    .filter((step) => step !== '')
    .reduce<JsonSchema | undefined>(
      (at, step) => (step === '[]' ? at?.items : propertiesOf(at)?.[step]),
      schema,
    )
  return Object.keys(propertiesOf(found) ?? {})
}
