import { parseNumber, toText, toValue, type Value } from '../expressions/value.ts'
import { WorkflowProblem } from '../workflow-problem.ts'
import type { WorkflowInput } from './schema.ts'

/** The `inputs` context: defaults filled in, booleans and numbers by their declared type. */
export function readInputs(
  declared: Record<string, WorkflowInput> | null | undefined,
  given: Record<string, Value>,
  where: string,
): Record<string, Value> {
  const known = declared ?? {}
  const stranger = Object.keys(given).find((name) => !Object.hasOwn(known, name))
  if (stranger !== undefined)
    throw new WorkflowProblem(
      `${where} has no input '${stranger}'. It has: ${Object.keys(known).join(', ') || 'none'}.`,
    )
  return Object.fromEntries(
    Object.entries(known).map(([name, input]) => {
      const value = given[name] ?? toValue(input.default)
      if (value === null || value === '') {
        if (input.required)
          throw new WorkflowProblem(`${where}: input '${name}' is required and was not given.`)
        return [name, empty(input)]
      }
      return [name, toType(value, input, `${where}: input '${name}'`)]
    }),
  )
}

function empty(input: WorkflowInput): Value {
  if (input.type === 'boolean') return false
  return input.type === 'number' ? 0 : ''
}

function toType(value: Value, input: WorkflowInput, where: string): Value {
  const text = toText(value)
  if (input.type === 'boolean') {
    if (typeof value === 'boolean') return value
    if (text !== 'true' && text !== 'false')
      throw new WorkflowProblem(`${where} is 'true' or 'false', not '${text}'.`)
    return text === 'true'
  }
  if (input.type === 'number') {
    const number = parseNumber(text)
    if (Number.isNaN(number)) throw new WorkflowProblem(`${where} is a number, not '${text}'.`)
    return number
  }
  if (input.type === 'choice' && !(input.options ?? []).includes(text))
    throw new WorkflowProblem(`${where} is one of ${(input.options ?? []).join(', ')}, not '${text}'.`)
  return text
}
