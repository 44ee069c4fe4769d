import type { Instead, Passing, Watcher } from '../wires/wire.ts'
import type { Step } from './step.ts'

/** `arrives`: nothing is done yet. `done`: it is, and who asked has not heard. `heard`: who asked has. `under way`: in the middle. */
export const MOMENTS = ['arrives', 'under way', 'done', 'heard'] as const
export type Moment = (typeof MOMENTS)[number]

/** Somebody's answer that is not the truth. */
export const FAULTS = {
  'a 500 before': { moment: 'arrives', instead: { status: 500 } },
  'a 502 after doing it': { moment: 'done', instead: { status: 502 } },
  'a reset before': { moment: 'arrives', instead: 'reset' },
  'a reset after doing it': { moment: 'done', instead: 'reset' },
  'a 504 after doing it': { moment: 'done', instead: { status: 504 } },
  'a secondary limit': {
    moment: 'arrives',
    instead: {
      status: 403,
      headers: { 'retry-after': '1' },
      body: {
        message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
      },
    },
  },
  'a 404': { moment: 'arrives', instead: { status: 404, body: { message: 'Not Found' } } },
} as const satisfies Record<string, { moment: Moment; instead: Instead }>
export type FaultName = keyof typeof FAULTS

/** What waits for a step: it springs once. */
export type Trap = {
  step: Step
  /** Whether this is the one. */
  moment: Moment
  /** Undefined: the process that asked, or was asked, is killed. */
  instead?: Instead
  sprung: boolean
}

/** @param target Where the request went; null: nowhere yet. */
type Kill = (target: string | null) => void

/**
 * Sees every request of one kind pass, and springs what waits for it.
 *
 * @param kill Ends the process at once that asked, or was asked.
 */
export function watchFor(
  traps: () => Trap[],
  {
    stepOf,
    kill,
    seen,
  }: {
    stepOf: (passing: Passing) => Step | null
    kill: Kill
    seen?: (step: Step, moment: Moment) => Instead | null
  },
): Watcher {
  const spring = (passing: Passing, moment: Moment): Trap | null => {
    const step = stepOf(passing)
    const trap = traps().find((one) => !one.sprung && one.step === step && one.moment === moment)
    if (trap === undefined) return null
    trap.sprung = true
    return trap
  }
  const act = (trap: Trap | null, passing: Passing): Instead | null => {
    if (trap === null) return null
    if (trap.instead !== undefined) return trap.instead
    kill(passing.target)
    return 'reset'
  }
  const byChance = (passing: Passing, moment: Moment): Instead | null => {
    const step = stepOf(passing)
    return step === null ? null : (seen?.(step, moment) ?? null)
  }
  return {
    async arrived(passing) {
      const early = act(spring(passing, 'arrives'), passing)
      if (early !== null) return early
      const random = byChance(passing, 'arrives')
      if (random !== null) return random
      const trap = spring(passing, 'under way')
      if (trap !== null) setTimeout(() => act(trap, passing), UNDER_WAY)
      return null
    },
    done: async (passing) => act(spring(passing, 'done'), passing) ?? byChance(passing, 'done'),
    breaks: (passing) => stepOf(passing) === 'model call' && act(spring(passing, 'heard'), passing) !== null,
    heard(passing) {
      act(spring(passing, 'heard'), passing)
    },
  }
}

/** A local answer takes about twice as long. Milliseconds. */
const UNDER_WAY = 5
