/** The part of JSON Schema that zod writes for our contracts. */
export type JsonSchema = {
  $id?: string
  title?: string
  type?: string
  description?: string
  default?: unknown
  examples?: unknown[]
  const?: unknown
  enum?: unknown[]
  pattern?: string
  minimum?: number
  maximum?: number
  maxLength?: number
  maxItems?: number
  properties?: Record<string, JsonSchema>
  required?: string[]
  items?: JsonSchema
  anyOf?: JsonSchema[]
}

/** The properties of a map, also when a short form stands beside it. */
export function propertiesOf(schema: JsonSchema | undefined): Record<string, JsonSchema> | undefined {
  return schema?.properties ?? schema?.anyOf?.find((branch) => branch.properties)?.properties
}
