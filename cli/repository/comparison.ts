import { startGit, toList } from './git.ts'
import { type Base, openBase, toBase } from './read-base.ts'
import { type ChangedPath, readTracked } from './read-change.ts'

export type Comparison = {
  base: Base
  tracked: ChangedPath[]
  /** Paths that git's list of files has and the folder perhaps not: only these have to be looked for. */
  doubtful: string[]
}

/** Finds what to compare with and what differs from it. What it throws waits until somebody asks. */
export function startComparison(folder: string, ref: string | null): Promise<Comparison> {
  const comparison = ref === null ? withHead(folder) : withBase(folder, ref)
  comparison.catch(() => undefined)
  return comparison
}

/** Most repositories have a HEAD, so nobody asks first what it is. */
async function withHead(folder: string): Promise<Comparison> {
  const found = await compare(folder, 'HEAD').catch(() => null)
  return found === null ? withBase(folder, null) : { base: toBase(folder, 'HEAD', 'HEAD'), ...found }
}

async function withBase(folder: string, ref: string | null): Promise<Comparison> {
  const base = await openBase(folder, ref)
  return { base, ...(await compare(folder, base.commit)) }
}

/** What is gone differs from the commit, or was never in it and only staged, which a difference does not show. */
async function compare(folder: string, commit: string): Promise<Omit<Comparison, 'base'>> {
  const staging = startGit(folder, [...STAGED, commit, '--'])
  const tracked = await readTracked(folder, commit)
  const removed = tracked.flatMap(({ path, from, status }) =>
    status === 'deleted' ? [path] : from === null ? [] : [from],
  )
  return { tracked, doubtful: [...removed, ...toList(await staging)] }
}

const STAGED = ['diff-index', '--cached', '--diff-filter=A', '--no-renames', '--name-only', '-z']
