import { CALLS, type Step, WRITES } from '../steps/step.ts'
import { FAULTS, type FaultName, MOMENTS, type Moment } from '../steps/trap.ts'

export type Kill = { step: Step; moment: Moment }
export type Planned = { step: Step; fault: FaultName }

/** Every named step, at every moment of it. */
export function allKills(): Kill[] {
  return [...WRITES, ...CALLS].flatMap((step) => MOMENTS.map((moment) => ({ step, moment })))
}

/** Everything GitHub may answer instead of the truth, at every write; and the model's answer that breaks off. */
export function allFaults(): Planned[] {
  const names = Object.keys(FAULTS) as FaultName[]
  const ofWrites = WRITES.flatMap((step) =>
    names.filter((fault) => !isLie(step, fault)).map((fault) => ({ step, fault })),
  )
  return [
    ...ofWrites,
    { step: 'model call', fault: 'a reset after doing it' },
    { step: 'model call', fault: 'a 500 before' },
  ]
}

/** Of a comment that stands: whoever hears that it is gone has to write another one. */
function isLie(step: Step, fault: FaultName): boolean {
  return fault === 'a 404' && step === 'last status comment'
}
