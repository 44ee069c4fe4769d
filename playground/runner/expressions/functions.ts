import { WorkflowProblem } from '../workflow-problem.ts'
import { fold, isEqual, toText, toValue, type Value } from './value.ts'

export type ExpressionFunction = { least: number; most: number; call: (given: Value[]) => Value }

/** Those that mean the same everywhere in a workflow; `success()` and its kin depend on the place. */
export const FUNCTIONS: Record<string, ExpressionFunction> = {
  contains: { least: 2, most: 2, call: ([where = null, what = null]) => contains(where, what) },
  startswith: {
    least: 2,
    most: 2,
    call: ([text = null, start = null]) => fold(toText(text)).startsWith(fold(toText(start))),
  },
  endswith: {
    least: 2,
    most: 2,
    call: ([text = null, end = null]) => fold(toText(text)).endsWith(fold(toText(end))),
  },
  format: { least: 1, most: 255, call: ([pattern = null, ...given]) => format(toText(pattern), given) },
  join: { least: 1, most: 2, call: ([list = null, separator = ',']) => join(list, toText(separator)) },
  tojson: { least: 1, most: 1, call: ([value = null]) => JSON.stringify(value, null, 2) },
  fromjson: { least: 1, most: 1, call: ([text = null]) => fromJson(toText(text)) },
}

function contains(where: Value, what: Value): boolean {
  if (Array.isArray(where)) return where.some((one) => isEqual(one, what))
  if (where !== null && typeof where === 'object') return false
  return fold(toText(where)).includes(fold(toText(what)))
}

function format(pattern: string, given: Value[]): string {
  const text = pattern.replace(/\{\{|\}\}|\{(\d+)\}|[{}]/g, (found, index?: string) => {
    if (found === '{{' || found === '}}') return found.slice(1)
    if (index === undefined)
      throw new WorkflowProblem(`The following format string is invalid: ${pattern}. Write {{ for a brace.`)
    const value = given[Number(index)]
    if (value === undefined)
      throw new WorkflowProblem(
        `The following format string references more arguments than were supplied: ${pattern}`,
      )
    return toText(value)
  })
  return text
}

function join(list: Value, separator: string): string {
  if (Array.isArray(list)) return list.map(toText).join(separator)
  return toText(list)
}

function fromJson(text: string): Value {
  try {
    return toValue(JSON.parse(text))
  } catch (error) {
    throw new WorkflowProblem(`fromJSON: not JSON: ${(error as Error).message}`, { cause: error })
  }
}
