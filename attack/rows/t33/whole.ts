import { readdirSync, readFileSync } from 'node:fs'
import type { Turn } from '../../../playground/model/turn.ts'
import type { Layer } from '../../layers.ts'
import type { Attempt } from '../../row.ts'
import { must, stopped } from '../../row.ts'
import type { ThreadOptions, Told } from '../../stage/told.ts'
import { add, finish } from '../../stage/turns.ts'

type Fault = NonNullable<Turn['fault']>
export const always = (fault: Fault, times = 12): Turn[] => Array.from({ length: times }, () => ({ fault }))
export const WORK = add('src/tax.js', 'export const tax = 19')

/** A conclusion, within a bounded time, never green, and a sentence about it on the issue. */
function ended(told: Told, { conclusions, within }: { conclusions: string[]; within: number }): string {
  const { check, status, pull, ms, world } = told
  must(
    check?.status === 'completed',
    `no finished check run: ${JSON.stringify(check)}\n${told.log.slice(-1_500)}`,
  )
  must(conclusions.includes(check.conclusion ?? ''), `it ended as ${check.conclusion}: ${status}`)
  must(ms < within, `it took ${(ms / 1000).toFixed(0)} s`)
  must(!/^✅/.test(status) && status !== '', `the issue is told: ${status}`)
  must(pull === undefined || pull.draft, 'an ordinary pull request')
  must(
    world.github.read.checkRuns(world.repository).every(({ conclusion }) => conclusion !== 'success'),
    'something is green',
  )
  return `${check.conclusion} after ${(ms / 1000).toFixed(1)} s: ${status}`
}

export function whole(
  name: string,
  given: Omit<ThreadOptions, 'says'> & {
    says?: Turn[]
    by?: Layer
    conclusions?: string[]
    within?: number
    seen?: (told: Told) => string
  },
): Attempt {
  const {
    by = 'app: conclusion',
    conclusions = ['failure'],
    within = 90_000,
    seen,
    says = [WORK, finish()],
    ...options
  } = given
  return {
    name,
    run: async (stage) => {
      const told = await stage.thread({ ...options, says })
      const tried = seen?.(told) ?? `${told.world.model.requests().length} calls reached the provider`
      must(seen !== undefined || told.world.model.requests().length > 0, 'the provider was never asked')
      return stopped(by, { tried, evidence: ended(told, { conclusions, within }) })
    },
  }
}

export const provider = (name: string, fault: Fault): Attempt =>
  whole(name, { says: always(fault), by: 'action: model client' })

/** The action's main process of this world, as the machine sees it. */
export function actionOf(folder: string): number | undefined {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .find((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
        return line.includes(folder) && line.includes('dist/main.cjs')
      } catch {
        return false // It ended while it was looked at.
      }
    })
}

/** Does something when the runner makes its n-th call of the model. */
export function atTurn(
  turn: number,
  act: (world: Told['world']) => Promise<void> | void,
): NonNullable<ThreadOptions['before']> {
  let turns = 0
  return async ({ path }, world) => {
    if (path.startsWith('/model/') && ++turns === turn) await act(world)
    return undefined
  }
}
