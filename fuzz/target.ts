import fc from 'fast-check'

/** One thing that reads what strangers write. */
export type Target = {
  name: string
  /** Texts, or what a text was made into; small ones mostly, and some as large as they come. */
  inputs: fc.Arbitrary<unknown>
  /** Bytes of the text in an input. */
  bytes: (input: unknown) => number
  /** Throws when it crashed, or when what came back breaks its promise. */
  run: (input: unknown) => void
}

export type Fuzzed = { name: string; inputs: number; large: number; slowest: Slow; seconds: number }
export type Slow = { ms: number; bytes: number }

/** The largest text that is tried, and how long the slowest may take. */
export const LARGE = 64 * 1024
const MOST_MS = 50
/** A slow input is timed again this often; the machine has other things to do. */
const AGAIN = 4

/** @param most Characters, about. */
export const hostileText = (pieces: readonly string[], most = LARGE): fc.Arbitrary<string> =>
  fc.oneof(
    {
      weight: 700,
      arbitrary: fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((all) => all.join('')),
    },
    { weight: 200, arbitrary: mixed(pieces) },
    { weight: 90, arbitrary: fc.string({ unit: 'binary', maxLength: 120 }) },
    { weight: 10, arbitrary: repeated(pieces, most) },
  )

const mixed = (pieces: readonly string[]) =>
  fc
    .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'grapheme', maxLength: 12 })), {
      maxLength: 12,
    })
    .map((all) => all.join(''))

/** One to three pieces over and over: what makes a parser go over the same ground again and again. */
const repeated = (pieces: readonly string[], most: number) =>
  fc
    .tuple(
      fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 3 }),
      fc.string({ unit: 'grapheme', maxLength: 3 }),
      fc.integer({ min: 1, max: 8 }),
    )
    .map(([some, between, part]) => {
      const unit = some.join('') + between || 'x'
      return unit.repeat(Math.ceil(most / part / unit.length)).slice(0, Math.floor(most / part))
    })

/** Tries a target on `numRuns` inputs. Throws with the smallest input that breaks it. */
export function fuzz(target: Target, { numRuns, seed }: { numRuns: number; seed: number }): Fuzzed {
  let inputs = 0
  let large = 0
  let slowest: Slow = { ms: 0, bytes: 0 }
  const started = performance.now()
  const property = fc.property(target.inputs, (input) => {
    const bytes = target.bytes(input)
    inputs++
    if (bytes > LARGE / 16) large++
    let ms = timed(() => target.run(input))
    for (let again = 0; again < AGAIN && ms > MOST_MS / 2; again++)
      ms = Math.min(
        ms,
        timed(() => target.run(input)),
      )
    if (ms > slowest.ms) slowest = { ms, bytes }
    if (ms > MOST_MS && bytes <= LARGE + 1_024)
      throw new Error(`${bytes} bytes took ${ms.toFixed(0)} ms, more than ${MOST_MS}`)
  })
  fc.assert(property, { numRuns, seed, interruptAfterTimeLimit: 20 * 60_000, markInterruptAsFailure: true })
  return { name: target.name, inputs, large, slowest, seconds: (performance.now() - started) / 1_000 }
}

/** Milliseconds of this thread's own work: a busy machine is not the parser's fault. */
function timed(work: () => void): number {
  const from = process.threadCpuUsage()
  work()
  const { user, system } = process.threadCpuUsage(from)
  return (user + system) / 1_000
}

/** Ties the parts of a target together, each knowing what the input is. */
export function target<Input>(parts: {
  name: string
  inputs: fc.Arbitrary<Input>
  bytes: (input: Input) => number
  run: (input: Input) => void
}): Target {
  return parts as unknown as Target
}

export function promise(kept: boolean, what: string): void {
  if (!kept) throw new Error(`broken promise: ${what}`)
}
