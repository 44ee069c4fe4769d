import { type Base, openBase, toBase } from './read-base.ts'
import { type ChangedPath, readTracked } from './read-change.ts'

export type Comparison = { base: Base; tracked: ChangedPath[] }

/** Finds what to compare with and what differs from it. What it throws waits until somebody asks. */
export function startComparison(folder: string, ref: string | null): Promise<Comparison> {
  const comparison = ref === null ? withHead(folder) : withBase(folder, ref)
  comparison.catch(() => undefined)
  return comparison
}

/** Most repositories have a HEAD, so nobody asks first what it is. */
async function withHead(folder: string): Promise<Comparison> {
  const tracked = await readTracked(folder, 'HEAD').catch(() => null)
  if (tracked === null) return withBase(folder, null)
  return { base: toBase(folder, 'HEAD', 'HEAD'), tracked }
}

async function withBase(folder: string, ref: string | null): Promise<Comparison> {
  const base = await openBase(folder, ref)
  return { base, tracked: await readTracked(folder, base.commit) }
}
