import { resolveCommit } from '../git/resolve.ts'
import { fullName, type Repository } from '../world/repository.ts'

/** @returns the SHA of the default branch. */
export async function headOf(repository: Repository): Promise<string> {
  const sha = await resolveCommit(repository.git, `refs/heads/${repository.defaultBranch}`)
  if (!sha)
    throw new Error(`playground: ${fullName(repository)} has no commit on ${repository.defaultBranch}.`)
  return sha
}
