import { commitOnBranch } from '../../acts/commit-on-branch.ts'
import type { FileChange } from '../../git/commit-files.ts'
import { resolveCommit } from '../../git/resolve.ts'
import { isPlainPath, listTree } from '../../git/tree.ts'
import { Refusal } from '../../http/refusal.ts'
import { fromNodeId } from '../../world/node-id.ts'
import { fullName, type Repository } from '../../world/repository.ts'
import { actorOf, demand, type GraphqlContext, openRepository } from '../context.ts'
import { failure, toFailure } from '../failure.ts'
import { commitFields } from '../git-object.ts'
import { refFields } from '../ref.ts'

type Input = {
  branch: { id?: string; repositoryNameWithOwner?: string; branchName?: string }
  expectedHeadOid: string
  message: { headline: string; body?: string }
  fileChanges?: {
    additions?: { path: string; contents: string }[]
    deletions?: { path: string }[]
  }
  clientMutationId?: string
}

/** One signed commit on a branch that still stands where the caller saw it: compare and swap. */
export async function createCommitOnBranch({ input }: { input: Input }, context: GraphqlContext) {
  const { repository, branch } = findBranch(context, input.branch)
  demand(context, { repository, needs: 'contents=write', role: 'write' })
  const head = await resolveCommit(repository.git, `refs/heads/${branch}`)
  if (!head) throw failure('NOT_FOUND', `Could not resolve to a Ref with the name 'refs/heads/${branch}'.`)
  if (head !== input.expectedHeadOid) throw stale(input.expectedHeadOid)
  const { headline, body = '' } = input.message
  if (headline.trim() === '') throw failure('UNPROCESSABLE', 'A commit message headline is required.')
  const changes = await toChanges(repository, { head, input })
  try {
    const sha = await commitOnBranch(context.world, repository, {
      branch,
      head,
      message: body === '' ? headline : `${headline}\n\n${body}`,
      changes,
      actor: actorOf(context),
      caller: context.caller,
    })
    return {
      __typename: 'CreateCommitOnBranchPayload',
      clientMutationId: input.clientMutationId ?? null,
      commit: await commitFields(context, repository, sha),
      ref: await refFields(context, repository, `refs/heads/${branch}`),
    }
  } catch (error) {
    // Somebody else was faster between our look and our move.
    if (error instanceof Refusal && error.status === 409) throw stale(input.expectedHeadOid)
    throw toFailure(error, 'Could not resolve to a node.')
  }
}

function stale(expected: string) {
  return failure(
    'STALE_DATA',
    `Expected branch to point to "${expected}" but it did not.  Pull and try again.`,
  )
}

function findBranch(
  context: GraphqlContext,
  given: Input['branch'],
): { repository: Repository; branch: string } {
  if (given.id !== undefined) {
    const [id = '', ref = ''] = fromNodeId('REF', given.id)?.split(':') ?? []
    const repository = context.world.repositories.get(Number(id))
    if (!repository || !ref.startsWith('refs/heads/'))
      throw failure('NOT_FOUND', `Could not resolve to a node with the global id of '${given.id}'`)
    return { repository, branch: ref.slice('refs/heads/'.length) }
  }
  const { repositoryNameWithOwner, branchName } = given
  if (!repositoryNameWithOwner || !branchName)
    throw failure(
      'UNPROCESSABLE',
      'Either a branch id, or repositoryNameWithOwner and branchName are required.',
    )
  const [owner = '', name = ''] = repositoryNameWithOwner.split('/')
  const repository = openRepository(context, { owner, name, needs: 'metadata=read' })
  return { repository, branch: branchName.replace(/^refs\/heads\//, '') }
}

async function toChanges(
  repository: Repository,
  { head, input }: { head: string; input: Input },
): Promise<FileChange[]> {
  const { additions = [], deletions = [] } = input.fileChanges ?? {}
  const paths = [...additions, ...deletions].map((one) => one.path)
  const wrong = paths.find((path) => !isPlainPath(path) || /(^|\/)\.git(\/|$)/i.test(path))
  if (wrong !== undefined) throw failure('UNPROCESSABLE', `"${wrong}" is not a valid path`)
  if (new Set(paths).size !== paths.length)
    throw failure('UNPROCESSABLE', 'A path was requested to be changed more than once')
  const entries = paths.length === 0 ? [] : await listTree(repository.git, head, { paths })
  const there = new Map(entries.map((entry) => [entry.path, entry]))
  for (const { path } of deletions)
    if (there.get(path)?.type !== 'blob')
      throw failure(
        'UNPROCESSABLE',
        `A path was requested for deletion which does not exist as of commit oid \`${head}\` in ${fullName(repository)}: ${path}`,
      )
  return [
    ...deletions.map(({ path }) => ({ path, content: null })),
    ...additions.map(({ path, contents }): FileChange => {
      const before = there.get(path)
      if (before && before.type !== 'blob') throw failure('UNPROCESSABLE', `"${path}" is a folder`)
      // There is no way to say a mode: new files are plain, others stay what they are.
      const mode = before?.mode === '100755' || before?.mode === '120000' ? before.mode : '100644'
      return { path, mode, content: decode(contents) }
    }),
  ]
}

function decode(contents: string): Buffer {
  const plain = contents.replace(/\s/g, '')
  if (plain.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(plain))
    throw failure(
      'BAD_USER_INPUT',
      `Could not coerce value ${JSON.stringify(contents.slice(0, 40))} to Base64String`,
    )
  return Buffer.from(plain, 'base64')
}
