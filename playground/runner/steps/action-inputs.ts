import { evaluateMap, evaluateText } from '../expressions/template.ts'
import type { Action } from '../workflow/action.ts'
import { scopeOf } from './frame.ts'
import type { Step } from './step.ts'

/** What the step passes, and the action's defaults for the rest. */
export function actionInputs(step: Step, action: Action, uses: string): Record<string, string> {
  const given = evaluateMap(step.asked.with, step.scope)
  const declared = action.inputs ?? {}
  const known = new Set(Object.keys(declared).map((name) => name.toLowerCase()))
  const strangers = Object.keys(given).filter((name) => !known.has(name.toLowerCase()))
  if (strangers.length > 0)
    step.job.log.warning(
      `Unexpected input(s) ${quoted(strangers)} for ${uses}, valid inputs are [${quoted(Object.keys(declared))}]`,
    )
  // Defaults are evaluated where the action is used: `${{ github.token }}`.
  const scope = scopeOf(step.job, step.frame)
  const inputs: Record<string, string> = {}
  for (const [name, input] of Object.entries(declared)) {
    const own = Object.keys(given).find((one) => one.toLowerCase() === name.toLowerCase())
    if (own !== undefined && input?.deprecationMessage)
      step.job.log.warning(`Input '${name}' has been deprecated with message: ${input.deprecationMessage}`)
    if (own === undefined) inputs[name] = evaluateText(input?.default ?? '', scope)
  }
  return { ...inputs, ...given }
}

/** INPUT_NAME, spaces as underscores. */
export function inputVariables(inputs: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [
      `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
      value,
    ]),
  )
}

function quoted(names: string[]): string {
  return names.map((name) => `'${name}'`).join(', ')
}
