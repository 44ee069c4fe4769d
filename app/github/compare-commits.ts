import { DIFF_FILES } from '../../core/run/github-limits.ts'
import type { RepositoryClient } from './installation.ts'

/** A changed path as GitHub lists it. */
export type ListedFile = {
  path: string
  status: 'added' | 'modified' | 'deleted' | 'renamed'
  /** Of a renamed file. */
  from: string | null
  /** Hunks without the file's header; null for a binary file, a bare rename, a diff too large. */
  patch: string | null
}

export type Comparison = { mergeBase: string; files: ListedFile[] }

/**
 * What lies between two commits since they parted, at most 300 files of it.
 * https://docs.github.com/en/rest/commits/commits#compare-two-commits
 */
export async function compareCommits(
  { octokit, at }: RepositoryClient,
  base: string,
  head: string,
): Promise<Comparison> {
  // Files stand on the first page whatever its length; the commits are not needed.
  const { data } = await octokit.rest.repos.compareCommitsWithBasehead({
    ...at,
    basehead: `${base}...${head}`,
    per_page: 1,
  })
  return { mergeBase: data.merge_base_commit.sha, files: (data.files ?? []).flatMap(toListed) }
}

/** The same files of a pull request, up to 3,000, a hundred a call. */
export async function listChangedFiles(
  { octokit, at }: RepositoryClient,
  number: number,
): Promise<ListedFile[]> {
  const files = await octokit.paginate(octokit.rest.pulls.listFiles, {
    ...at,
    pull_number: number,
    per_page: 100,
  })
  return files.flatMap(toListed)
}

/** A comparison lists no more; what is longer has to be listed by pages. */
export const MOST_COMPARED = DIFF_FILES

type DiffEntry = {
  filename: string
  status: 'added' | 'removed' | 'modified' | 'renamed' | 'copied' | 'changed' | 'unchanged'
  previous_filename?: string
  patch?: string
}

function toListed({ filename, status, previous_filename: from, patch }: DiffEntry): ListedFile[] {
  if (status === 'unchanged') return []
  return [
    {
      path: filename,
      status: STATUS[status],
      from: status === 'renamed' ? (from ?? null) : null,
      patch: patch ?? null,
    },
  ]
}

const STATUS = {
  added: 'added',
  copied: 'added',
  removed: 'deleted',
  modified: 'modified',
  // The kind of the entry: a file became a link, or the other way round.
  changed: 'modified',
  renamed: 'renamed',
} as const
