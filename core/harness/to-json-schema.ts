import { z } from 'zod'

/** The part of JSON Schema that zod writes for our contracts. */
export type JsonSchema = {
  $schema?: string
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
  additionalProperties?: JsonSchema
  anyOf?: JsonSchema[]
}

/**
 * `input` is what people write, before defaults; `output` what programs exchange.
 * Zod leaves out the examples of whatever is transformed; ours are examples of what is written, so they stay.
 */
export function toJsonSchema(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const made = z.toJSONSchema(schema, {
    io,
    override: ({ zodSchema, jsonSchema }) => {
      const examples = z.globalRegistry.get(zodSchema)?.examples
      if (Array.isArray(examples)) jsonSchema.examples = examples
    },
  })
  return made as JsonSchema
}

/** The properties of a map, also when a short form stands beside it. */
export function propertiesOf(schema: JsonSchema | undefined): Record<string, JsonSchema> | undefined {
  return schema?.properties ?? schema?.anyOf?.find((branch) => branch.properties)?.properties
}
