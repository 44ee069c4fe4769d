import type { SeenRequest } from '../../../playground/interface/seen-request.ts'
import { must } from '../../row.ts'

/** What the app did with GitHub after the report, in its order: "look", "branch", "commit", "pull request (draft)" … */
export function orderOf(asked: SeenRequest[]): string[] {
  return asked.flatMap((one) => callOf(one) ?? []).filter((call, at, all) => call !== all[at - 1])
}

function callOf({ method, path, body }: SeenRequest): string | null {
  if (path.endsWith('/access_tokens')) return null
  if (path === '/graphql') {
    const { query = '' } = (body ?? {}) as { query?: string }
    return /createCommitOnBranch/.test(query) ? 'commit' : 'look at the base'
  }
  if (method === 'GET') return /\/git\/ref\//.test(path) ? 'is the base still there' : 'look'
  if (/\/git\/refs$/.test(path)) return 'branch'
  if (/\/git\/(?:trees|commits|blobs)$/.test(path)) return 'commit'
  if (/\/pulls$/.test(path)) return `pull request${(body as { draft?: boolean }).draft ? ' (draft)' : ''}`
  if (/\/check-runs/.test(path)) return `check run: ${(body as { conclusion?: string }).conclusion ?? '…'}`
  if (/\/comments\/\d+$/.test(path)) return 'status comment'
  return `${method} ${path}`
}

/** The base is read and everything decided before the first write; @returns the order, as evidence. */
export function decidedFirst(
  asked: SeenRequest[],
  first: 'branch' | 'commit' | 'check run: failure',
): string {
  const order = orderOf(asked)
  const told = order.join(' → ')
  const wrote = order.findIndex((call) => !/^look|^is the base/.test(call))
  must(wrote > 0, `nothing was looked at before writing: ${told}`)
  must(order[wrote] === first, `the first write is another one: ${told}`)
  const later = order.slice(wrote).filter((call) => call === 'look at the base')
  must(later.length === 0, `the base is read again after writing: ${told}`)
  return told
}
