import type { Finding, Level } from './finding.ts'
import { fingerprint } from './fingerprint.ts'

type Unseen = { path: string; message: string; preexisting: boolean; fix?: string }

const SPLIT = 'Split the file or the change, or narrow `paths` of the rule.'

/** What was not looked at counts like a finding of its rule: an unseen error blocks. */
export function unseen(
  { id, level }: { id: string; level: Level },
  { path, message, preexisting, fix = SPLIT }: Unseen,
): Finding {
  const name = fingerprint({ rule: id, path, line: message, nth: 0 })
  return { rule: id, level, path, range: null, message, fix, fingerprint: name, preexisting }
}
