import { agentYmlSchema } from './schema/agent-yml.ts'
import { type JsonSchema, propertiesOf, toJsonSchema } from './to-json-schema.ts'

let schema: JsonSchema | undefined

/** The keys a map may hold, taken from the schema itself. `path` is the map's: ["invariants", 0, "examples"]. */
export function knownKeys(path: readonly PropertyKey[]): string[] {
  schema ??= toJsonSchema(agentYmlSchema, 'input')
  const found = path.reduce<JsonSchema | undefined>(below, schema)
  return Object.keys(propertiesOf(found) ?? {})
}

function below(schema: JsonSchema | undefined, step: PropertyKey): JsonSchema | undefined {
  if (typeof step === 'number') return schema?.items ?? schema?.anyOf?.find((branch) => branch.items)?.items
  return propertiesOf(schema)?.[String(step)] ?? schema?.additionalProperties
}
