import { load } from 'js-yaml'
import { z } from 'zod'
import { unprocessable } from '../http/refusal.ts'
import { MAX_INPUT_CHARACTERS, MAX_INPUTS } from '../limits.ts'

const inputSchema = z
  .object({
    required: z.boolean().optional(),
    default: z.union([z.string(), z.boolean(), z.number()]).nullish(),
    type: z.enum(['string', 'boolean', 'choice', 'number', 'environment']).optional(),
    options: z.array(z.coerce.string()).optional(),
  })
  .nullable()

const triggersSchema = z.union([z.string(), z.array(z.string()), z.record(z.string(), z.unknown())])

export type DispatchInputs = Record<string, NonNullable<z.infer<typeof inputSchema>>>

/** What GitHub reads of a workflow file: its name, and the inputs of `workflow_dispatch` (null: no such trigger). */
const workflowSchema = z.object({
  name: z.string().optional(),
  'run-name': z.string().optional(),
  on: triggersSchema,
})

export type ParsedWorkflow = { name: string; runName: string | null; inputs: DispatchInputs | null }

/** @returns null when the text is no workflow at all. */
export function parseWorkflow(text: string, path: string): ParsedWorkflow | null {
  let file: unknown
  try {
    file = load(text)
  } catch {
    // GitHub lists a broken file under its path and starts nothing from it.
    return null
  }
  const parsed = workflowSchema.safeParse(file)
  if (!parsed.success) return null
  const { name = path, on, 'run-name': runName = null } = parsed.data
  const named = { name, runName }
  if (typeof on === 'string') return { ...named, inputs: on === 'workflow_dispatch' ? {} : null }
  if (Array.isArray(on)) return { ...named, inputs: on.includes('workflow_dispatch') ? {} : null }
  if (!('workflow_dispatch' in on)) return { ...named, inputs: null }
  const inputs = z
    .object({ inputs: z.record(z.string(), inputSchema).nullish() })
    .nullable()
    .safeParse(on.workflow_dispatch)
  if (!inputs.success) return null
  const declared = Object.entries(inputs.data?.inputs ?? {})
  return { ...named, inputs: Object.fromEntries(declared.map(([key, value]) => [key, value ?? {}])) }
}

/** The inputs a run gets, defaults filled in. @throws Refusal 422, in GitHub's words. */
export function checkInputs(
  declared: DispatchInputs,
  given: Record<string, unknown>,
): Record<string, string> {
  if (Object.keys(given).length > MAX_INPUTS)
    throw unprocessable(
      `you may only define up to ${MAX_INPUTS} \`inputs\` for a \`workflow_dispatch\` event`,
    )
  if (JSON.stringify(given).length > MAX_INPUT_CHARACTERS) throw unprocessable('inputs are too large.')
  const unexpected = Object.keys(given).filter((name) => !(name in declared))
  if (unexpected.length > 0) throw unprocessable(`Unexpected inputs provided: ${JSON.stringify(unexpected)}`)
  const entries = Object.entries(declared).map(([name, input]): [string, string] => {
    const value = given[name] ?? input.default
    if (value === undefined || value === null || value === '') {
      if (input.required) throw unprocessable(`Required input '${name}' not provided`)
      return [name, input.type === 'boolean' ? 'false' : '']
    }
    if (typeof value === 'object')
      throw unprocessable(`Invalid value for input '${name}': a string is expected`)
    const text = String(value)
    if (input.type === 'choice' && !input.options?.includes(text))
      throw unprocessable(`Provided value '${text}' for input '${name}' not in the list of allowed values`)
    if (input.type === 'boolean' && !/^(true|false)$/.test(text))
      throw unprocessable(`Provided value '${text}' for input '${name}' is not a boolean`)
    if (input.type === 'number' && (text.trim() === '' || Number.isNaN(Number(text))))
      throw unprocessable(`Provided value '${text}' for input '${name}' is not a number`)
    return [name, text]
  })
  return Object.fromEntries(entries)
}
