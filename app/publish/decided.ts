import type { Leak } from '../../core/redact/clean-report.ts'
import type { Usage } from '../../core/run/usage.ts'
import type { Effects } from '../effects/effects.ts'

/**
 * What a report is judged by that another try would find otherwise: a clock that went on, a base that moved, secrets that
 * were known to the process which is gone. What was found first holds, so that a publication is one, in however many tries.
 */
export type Facts = {
  /** Milliseconds since 1970. */
  now: number
  usage: Usage | null
  leaks: Leak[]
  /** Changed files that hold a secret. */
  secrets: { path: string; why: string }[]
}

/** Why nothing of it is published, found after it was judged. `head`: where the base branch stood instead. */
export type Hindrance = { kind: 'unjudged'; detail: string } | { kind: 'stale'; head: string | null }

export type Decided = {
  /** @returns the facts that were found first. */
  facts: (found: () => Promise<Facts>) => Promise<Facts>
  hindrance: () => Promise<Hindrance | null>
  /** Writes it down before anything is told. */
  hinder: (hindrance: Hindrance) => Promise<void>
}

export function decidedOf({ find, mean }: Pick<Effects, 'find' | 'mean'>, key: string): Decided {
  const read = async <T>(name: string) => ((await find(`${key} ${name}`))?.meant ?? null) as T | null
  return {
    async facts(found) {
      const known = await read<Facts>('facts')
      if (known !== null) return known
      const facts = await found()
      await mean(`${key} facts`, facts)
      return facts
    },
    hindrance: () => read<Hindrance>('hindrance'),
    hinder: (hindrance) => mean(`${key} hindrance`, hindrance),
  }
}
