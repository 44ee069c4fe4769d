import type { Result } from '../jobs/job.ts'
import { checkout } from './checkout.ts'
import type { Step } from './step.ts'

export type BuiltIn = (step: Step, inputs: Record<string, string>) => Promise<Result>

/** Actions of others that nearly every workflow uses, and that the local GitHub does not hold. */
const BUILT_IN: Record<string, BuiltIn> = {
  'actions/checkout': checkout,
  'actions/setup-node': async (step) => {
    step.job.log.notice(`The local runner sets nothing up: steps run on Node ${process.version}.`)
    step.outputs['node-version'] = process.version
    return 'success'
  },
  'actions/upload-artifact': async (step) => {
    step.job.log.notice('The local runner keeps no artifacts: nothing was uploaded.')
    return 'success'
  },
}

/** @returns null for every other action. */
export function builtInOf(uses: string): BuiltIn | null {
  const name = uses.replace(/@.*$/, '').toLowerCase()
  return Object.hasOwn(BUILT_IN, name) ? (BUILT_IN[name] ?? null) : null
}
