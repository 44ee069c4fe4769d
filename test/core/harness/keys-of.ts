import { agentYmlSchema } from '../../../core/harness/schema/agent-yml.ts'
import { type JsonSchema, propertiesOf, toJsonSchema } from '../../../core/harness/to-json-schema.ts'

/** Every key of agent.yml with its part of the schema, as in "limits.cost", "invariants[].ast.rule", "tasks.labels.*.write". */
export function keysOf(
  schema: JsonSchema = toJsonSchema(agentYmlSchema, 'input'),
  above = '',
): [string, JsonSchema][] {
  return Object.entries(propertiesOf(schema) ?? {}).flatMap(([key, value]) => {
    const here = above === '' ? key : `${above}.${key}`
    const item = value.items ?? value.anyOf?.find(({ items }) => items)?.items
    return [
      [here, value] as [string, JsonSchema],
      ...keysOf(value, here),
      ...(item === undefined ? [] : keysOf(item, `${here}[]`)),
      ...(value.additionalProperties ? keysOf(value.additionalProperties, `${here}.*`) : []),
    ]
  })
}
