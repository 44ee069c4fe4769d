import type { Layer } from './layers.ts'
import type { Stage } from './stage/stage.ts'

/** One threat of docs/security.md, with everything that is tried. */
export type Row = {
  /** "T01" to "T35". */
  id: string
  /** At most 60 characters. */
  name: string
  /** The sentence of the threat. */
  threat: string
  attempts: Attempt[]
  /** It takes so much of the machine that no other row could show beside it what it shows. */
  alone?: true
  /** What shows that an attempt could be seen to succeed: the same probe where nothing stands in its way. */
  controls?: Control[]
}

/** Says what it saw; throws when it does not hold, and then the row proves nothing and got through. */
export type Control = { name: string; run: (stage: Stage) => Promise<string> }

export type Attempt = {
  /** As the attack it is: "a title with $(…) reaches a shell". Unique in its row. */
  name: string
  /** What throws, or takes too long, counts as got through. */
  run: (stage: Stage) => Promise<Verdict>
}

export type Verdict =
  | {
      kind: 'stopped'
      by: Layer
      /** What shows that the attack happened at all: a command that ran, a request that was answered. */
      tried: string
      /** What was seen instead of its success: a status, a sentence, a file that is not there. */
      evidence: string
    }
  | { kind: 'got through'; evidence: string }

export function stopped(by: Layer, { tried, evidence }: { tried: string; evidence: string }): Verdict {
  return { kind: 'stopped', by, tried, evidence }
}

export function gotThrough(evidence: string): Verdict {
  return { kind: 'got through', evidence }
}

/** @throws with `why` when it does not hold: the attempt then counts as got through. */
export function must(holds: boolean, why: string): asserts holds {
  if (!holds) throw new Error(why)
}
