import type { Invariant } from '../harness/harness.ts'

/** What a finding says in the words of its rule. */
export function wordsOf({ id, level, why, fix, source }: Invariant) {
  return {
    rule: id,
    level,
    ...(why === undefined ? {} : { why }),
    ...(fix === undefined ? {} : { fix }),
    ...(source.length === 0 ? {} : { source }),
  }
}
