import type { Changes } from '../../core/run/changes.ts'
import type { BaseFiles } from './read-changed.ts'
import { textOf } from './recheck-changes.ts'

/**
 * GitHub's token shapes, new ones with dots included. The tools have no token, but what runs beside them may.
 * https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/
 */
const TOKEN = /\b(?:gh[pousr]_[A-Za-z0-9._-]{36,}|github_pat_[A-Za-z0-9_]{60,})/g

/** Files that would make a credential public which was not in them before. */
export function findTokens(changes: Changes, base: BaseFiles): { path: string; why: string }[] {
  return changes.flatMap((change) => {
    const before = base.get(change.path)?.text ?? ''
    const found =
      textOf(change)
        ?.match(TOKEN)
        ?.some((token) => !before.includes(token)) ?? false
    return found ? [{ path: change.path, why: 'it holds what looks like a GitHub token. Take it out.' }] : []
  })
}
