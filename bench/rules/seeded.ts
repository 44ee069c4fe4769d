/** Numbers that look random and are the same in every run: mulberry32. */
export type Seeded = {
  /** A whole number from 0 up to, and without, `below`. */
  below(below: number): number
  /** True in so many of a hundred cases. */
  percent(percent: number): boolean
  pick<T>(options: readonly T[]): T
}

export function seeded(seed: number): Seeded {
  let state = seed >>> 0
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    below,
    percent: (percent) => next() * 100 < percent,
    pick: (options) => options[below(options.length)]!,
  }

  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
