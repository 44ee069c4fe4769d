import { type Place, type Repo, toRange } from './format.ts'

/** Where a tool says something stands, with 1-based numbers: in this repository, or outside of it. */
export function placeAt(repo: Repo, written: string, at: Parameters<typeof toRange>[0]): Place {
  const path = repo.resolve(written)
  return path === null ? 'outside' : { path, range: toRange(at) }
}
