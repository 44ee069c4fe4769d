import { createPeriodic, type Periodic } from '../periodic.ts'
import { type Sweeping, sweep } from './sweep.ts'

/** Milliseconds. */
export type SweepTimes = { every: number; overlap: number }
export const SWEEP_TIMES: SweepTimes = { every: 5 * 60_000, overlap: 15 * 60_000 }

type Options = Omit<Sweeping, 'overlap'> & { times?: SweepTimes | undefined }

/** Sweeps at the start, for what came while nobody listened, and ever again. */
export function createSweep({ times = SWEEP_TIMES, ...sweeping }: Options): Periodic {
  return createPeriodic({
    every: times.every,
    work: (closed) => sweep({ ...sweeping, overlap: times.overlap }, closed),
    onTrouble: (error) => sweeping.log.warn({ err: error }, 'the sweep of failed deliveries broke off'),
  })
}
