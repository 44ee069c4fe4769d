import { z } from 'zod'
import { expected } from './expected.ts'

const MILLISECONDS = { s: 1_000, m: 60_000, h: 3_600_000 } as const
type Unit = keyof typeof MILLISECONDS

/** `90s`, `10m` or `1h` in the file; milliseconds in the harness. `most` is in milliseconds. */
export function duration({ most }: { most: number }) {
  const error = expected(`a duration such as 120s, 10m or 1h, at most ${formatDuration(most)}`)
  return z
    .string({ error })
    .regex(/^[1-9]\d{0,5}[smh]$/, { error, abort: true })
    .refine((text) => toMilliseconds(text) <= most, { error })
    .transform(toMilliseconds)
}

/** The shortest text that says the same: 600_000 → "10m", 90_000 → "90s". Whole seconds only. */
export function formatDuration(milliseconds: number): string {
  for (const unit of ['h', 'm'] as const)
    if (milliseconds % MILLISECONDS[unit] === 0) return `${milliseconds / MILLISECONDS[unit]}${unit}`
  return `${milliseconds / MILLISECONDS.s}s`
}

function toMilliseconds(text: string): number {
  return Number(text.slice(0, -1)) * MILLISECONDS[text.slice(-1) as Unit]
}
