import { type Draft, type Repo, toRange } from './format.ts'
import { placeInText } from './places-in-text.ts'

/**
 * One failed test: the innermost place of its trace, else where the test stands (`location`), else its whole `file`. It
 * is ours wherever its trace ends.
 */
export function toTestDraft(
  test: { name: string; message: string; details: string; location?: string; file?: string },
  repo: Repo,
): Draft {
  const trace = placeInText(test.details, repo)
  const own = placeInText(test.location ?? '', repo)
  const found = trace !== null && trace !== 'outside' ? trace : own
  const path = test.file === undefined || test.file === '' ? null : repo.resolve(test.file)
  return {
    id: test.name,
    level: 'error',
    place:
      found !== null && found !== 'outside'
        ? { path: found.path, range: toRange(found) }
        : path === null
          ? null
          : { path, range: null },
    message: test.message.trim() || 'failed',
  }
}
