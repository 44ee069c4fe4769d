import { parseStatusMarker } from '../../core/say/marker.ts'
import type { IssueComment } from '../github/comments.ts'
import type { Reins } from '../reins.ts'

/**
 * Whether a comment is a status comment of ours: written through our App, and marked by it for this very issue. A copied
 * or invented mark is none.
 */
export function isStatus(
  { config, marks }: Pick<Reins, 'config' | 'marks'>,
  { appId, body }: IssueComment,
  { repository, issue }: { repository: number; issue: number },
): boolean {
  const marker = appId === config.appId ? parseStatusMarker(body) : null
  if (marker === null) return false
  return marks.isOurs({ kind: 'status', run: marker.key, repository, place: `#${issue}` }, marker.tag)
}
