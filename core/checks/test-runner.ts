import { type Draft, type Repo, toRange } from './format.ts'
import { placeInText } from './places-in-text.ts'

/** One failed test of node's runner: the innermost place of its trace, else where the test stands. It is ours anyway. */
export function toTestDraft(
  test: { name: string; location: string; message: string; details: string },
  repo: Repo,
): Draft {
  const trace = placeInText(test.details, repo)
  const own = placeInText(test.location, repo)
  const found = trace !== null && trace !== 'outside' ? trace : own
  return {
    id: test.name,
    level: 'error',
    place: found === null || found === 'outside' ? null : { path: found.path, range: toRange(found) },
    message: test.message.trim() || 'failed',
  }
}
