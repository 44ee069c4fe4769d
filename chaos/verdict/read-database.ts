import { openDatabase } from '../../app/store/open-database.ts'
import type { World } from '../world/open-world.ts'

export type KeptRun = {
  key: string
  state: string
  live: boolean
  /** owner/name */
  repository: string
  branch: string
  issue: number
  cause: string
  pullRequestUrl: string | null
  /** Of its check run; null: none yet. */
  conclusion: string | null
  /** Starts that were given up, each of which may have left a workflow run. */
  again: number
}
export type Kept = {
  runs: KeptRun[]
  openJobs: { name: string; state: string; data: unknown; output: unknown }[]
}

/** What the app wrote down; asked after it ended. */
export async function readDatabase({ database }: World): Promise<Kept> {
  const place =
    'folder' in database
      ? { databaseUrl: null, dataFolder: database.folder }
      : { databaseUrl: database.url, dataFolder: '' }
  const db = await openDatabase(place, () => undefined)
  try {
    const rows = await db.query<
      Omit<KeptRun, 'cause' | 'pullRequestUrl' | 'conclusion' | 'again'> & { data: Told }
    >(`SELECT key, state, live, branch, issue, data,
         concat_ws('/', frozen#>>'{assignment,repository,owner}', frozen#>>'{assignment,repository,name}') AS repository
       FROM reins.runs ORDER BY seq`)
    const openJobs = await db.query<Kept['openJobs'][number]>(
      "SELECT name, state::text AS state, data, output FROM pgboss.job WHERE name IN ('deliveries', 'runs') AND state < 'completed'",
    )
    const runs = rows.map(({ data, ...run }) => ({
      ...run,
      cause: data.result?.cause ?? data.history?.at(-1)?.cause ?? '',
      pullRequestUrl: data.result?.pullRequestUrl ?? null,
      conclusion: data.result?.conclusion ?? null,
      again: data.again?.count ?? 0,
    }))
    return { runs, openJobs }
  } finally {
    await db.close()
  }
}

type Told = {
  result?: { cause?: string; pullRequestUrl?: string | null; conclusion?: string } | null
  history?: { cause: string }[]
  again?: { count: number }
}
