import { type Refusal, refusal } from './refusal.ts'

type Schema = Record<string, unknown>
type Place = readonly string[]

/** Levels of nesting that Structured Outputs allows; each level of properties is two keys deep. */
const MAX_LEVELS = 10

/** Keywords of JSON Schema that Structured Outputs refuses. https://platform.openai.com/docs/guides/structured-outputs#supported-schemas */
const REFUSED = [
  'allOf',
  'oneOf',
  'not',
  'if',
  'then',
  'else',
  'dependentRequired',
  'dependentSchemas',
  'patternProperties',
  'propertyNames',
  'unevaluatedProperties',
  'unevaluatedItems',
  'contains',
  'uniqueItems',
  'default',
]

/** @returns what the API says about a function's parameters, or null. `param` is their place: "tools[0].parameters". */
export function checkFunctionSchema(
  name: string,
  { parameters, strict, param }: { parameters: unknown; strict: boolean; param: string },
): Refusal | null {
  const problem = topLevel(parameters) ?? (strict ? strictProblem(parameters as Schema, []) : null)
  if (problem === null) return null
  return refusal(`Invalid schema for function '${name}': ${problem}`, {
    param,
    code: 'invalid_function_parameters',
  })
}

function topLevel(parameters: unknown): string | null {
  if (parameters === null || parameters === undefined) return null
  const type = isSchema(parameters) ? parameters.type : undefined
  if (type === 'object') return null
  return `schema must be a JSON Schema of 'type: "object"', got 'type: "${type === undefined ? 'None' : String(type)}"'.`
}

function strictProblem(schema: Schema | null | undefined, place: Place): string | null {
  if (schema === null || schema === undefined) return null
  if (place.length > 2 * MAX_LEVELS) return `${context(place)}, more than ${MAX_LEVELS} levels of nesting.`
  const refused = REFUSED.find((keyword) => keyword in schema)
  if (refused !== undefined) return `${context(place)}, '${refused}' is not permitted.`
  if (!('type' in schema || '$ref' in schema || 'anyOf' in schema || 'enum' in schema || 'const' in schema))
    return `${context(place)}, schema must have a 'type' key.`
  return objectProblem(schema, place) ?? arrayProblem(schema, place) ?? childrenProblem(schema, place)
}

function objectProblem(schema: Schema, place: Place): string | null {
  if (!hasType(schema, 'object')) return null
  if (schema.additionalProperties !== false)
    return `${context(place)}, 'additionalProperties' is required to be supplied and to be false.`
  const properties = Object.keys(isSchema(schema.properties) ? schema.properties : {})
  const required = Array.isArray(schema.required)
    ? schema.required.map(String)
    : properties.length > 0
      ? null
      : []
  const rule = `${context(place)}, 'required' is required to be supplied and to be an array including every key in properties.`
  const missing = required === null ? properties[0] : properties.find((key) => !required.includes(key))
  if (missing !== undefined) return `${rule} Missing '${missing}'.`
  const extra = required?.find((key) => !properties.includes(key))
  return extra === undefined ? null : `${rule} Extra required key '${extra}' supplied.`
}

function arrayProblem(schema: Schema, place: Place): string | null {
  if (!hasType(schema, 'array') || isSchema(schema.items)) return null
  return `${context(place)}, array schema missing items.`
}

function childrenProblem(schema: Schema, place: Place): string | null {
  const children: [Schema, Place][] = []
  for (const key of ['properties', '$defs', 'definitions'])
    if (isSchema(schema[key]))
      for (const [name, child] of Object.entries(schema[key]))
        children.push([child as Schema, [...place, key, name]])
  if (isSchema(schema.items)) children.push([schema.items, [...place, 'items']])
  if (Array.isArray(schema.anyOf))
    schema.anyOf.forEach((child, index) => {
      children.push([child as Schema, [...place, 'anyOf', String(index)]])
    })
  for (const [child, childPlace] of children) {
    if (!isSchema(child)) return `${context(childPlace)}, expected a schema.`
    const problem = strictProblem(child, childPlace)
    if (problem !== null) return problem
  }
  return null
}

/** The API prints places as Python tuples: (), ('properties', 'a'). */
function context(place: Place): string {
  const items = place.map((key) => `'${key}'`).join(', ')
  return `In context=(${items}${place.length === 1 ? ',' : ''})`
}

function hasType(schema: Schema, type: string): boolean {
  return schema.type === type || (Array.isArray(schema.type) && schema.type.includes(type))
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
