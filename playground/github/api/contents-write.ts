import { z } from 'zod'
import { commitOnBranch } from '../acts/commit-on-branch.ts'
import { readCommit } from '../git/read-commits.ts'
import { resolveCommit } from '../git/resolve.ts'
import { entryAt, isPlainPath, type TreeEntry } from '../git/tree.ts'
import { endpoint } from '../http/endpoint.ts'
import { notFound, Refusal, unprocessable } from '../http/refusal.ts'
import { gitCommitView } from '../views/commit.ts'
import { contentView } from '../views/content.ts'

export const contentsWrite = [
  endpoint('PUT /repos/{owner}/{repo}/contents/{path}')({
    docs: 'repos/contents#create-or-update-file-contents',
    needs: 'contents=write',
    body: z.object({
      message: z.string(),
      content: z.string(),
      sha: z.string().optional(),
      branch: z.string().optional(),
    }),
    answer: async ({ world, repository, params, actor, body, caller }) => {
      const branch = body.branch ?? repository.defaultBranch
      const { path } = params
      if (!isPlainPath(path)) throw unprocessable('path contains a malformed path component')
      const head = await resolveCommit(repository.git, `refs/heads/${branch}`)
      if (!head) throw notFound(`Branch ${branch} not found`)
      const before = await entryAt(repository.git, head, path)
      refuseStale(before, body.sha, path)
      const bytes = Buffer.from(body.content, 'base64')
      const change = { path, content: bytes, mode: before?.mode === '100755' ? '100755' : '100644' } as const
      const sha = await commitOnBranch(world, repository, {
        branch,
        head,
        message: body.message,
        changes: [change],
        actor,
        caller,
      })
      const entry = (await entryAt(repository.git, sha, path)) as TreeEntry
      const commit = gitCommitView(world, repository, await readCommit(repository.git, sha))
      const content = contentView(world, repository, { entry, ref: branch })
      const view = { content: { ...content, download_url: content.download_url ?? '' }, commit }
      return before ? { status: 200, body: view } : { status: 201, body: view }
    },
  }),

  endpoint('DELETE /repos/{owner}/{repo}/contents/{path}')({
    docs: 'repos/contents#delete-a-file',
    needs: 'contents=write',
    body: z.object({ message: z.string(), sha: z.string(), branch: z.string().optional() }),
    answer: async ({ world, repository, params, actor, body, caller }) => {
      const branch = body.branch ?? repository.defaultBranch
      const head = await resolveCommit(repository.git, `refs/heads/${branch}`)
      const before = head ? await entryAt(repository.git, head, params.path) : null
      if (!head || before?.type !== 'blob') throw notFound()
      refuseStale(before, body.sha, params.path)
      const changes = [{ path: params.path, content: null }]
      const { message } = body
      const given = { branch, head, message, changes, actor, caller }
      const sha = await commitOnBranch(world, repository, given)
      const commit = gitCommitView(world, repository, await readCommit(repository.git, sha))
      return { status: 200, body: { content: null, commit } }
    },
  }),
]

function refuseStale(before: TreeEntry | null, sha: string | undefined, path: string): void {
  if (before && sha === undefined) throw unprocessable(`Invalid request.\n\n"sha" wasn't supplied.`)
  if (before && sha !== before.sha) throw new Refusal(409, `${path} does not match ${sha}`)
}
