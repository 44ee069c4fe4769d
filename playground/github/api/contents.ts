import { z } from 'zod'
import { commitOnBranch } from '../acts/commit-on-branch.ts'
import { readCommit } from '../git/read-commits.ts'
import { resolveCommit } from '../git/resolve.ts'
import { entryAt, isPlainPath, listTree, readBlob, type TreeEntry } from '../git/tree.ts'
import { endpoint } from '../http/endpoint.ts'
import { forbidden, notFound, Refusal, unprocessable } from '../http/refusal.ts'
import { MAX_CONTENT_BYTES, MAX_RAW_BYTES } from '../limits.ts'
import { gitCommitView } from '../views/commit.ts'
import { contentView, fileView } from '../views/content.ts'

export const contents = [
  endpoint('GET /repos/{owner}/{repo}/contents/{path}')({
    docs: 'repos/contents#get-repository-content',
    needs: 'contents=read',
    query: z.object({ ref: z.string().optional() }),
    answer: async ({ world, repository, params, query, headers }) => {
      const ref = query.ref ?? repository.defaultBranch
      const commit = await resolveCommit(repository.git, ref)
      if (!commit)
        throw notFound(query.ref ? `No commit found for the ref ${query.ref}` : 'This repository is empty.')
      const path = params.path.replace(/^\/+|\/+$/g, '')
      const entry = await entryAt(repository.git, commit, path)
      if (!entry) throw notFound()
      const raw = /\braw\b/.test(headers.get('accept') ?? '')
      if (entry.type === 'tree') {
        const prefix = path === '' ? [] : [`${path}/`]
        const entries = await listTree(repository.git, commit, { paths: prefix })
        return {
          status: 200,
          body: entries.map((one) => contentView(world, repository, { entry: one, ref })),
        }
      }
      if (entry.type === 'commit')
        return {
          status: 200,
          body: {
            ...contentView(world, repository, { entry, ref }),
            type: 'submodule',
            submodule_git_url: null as never,
          },
        }
      if ((entry.size ?? 0) > MAX_RAW_BYTES) throw tooLarge()
      const content = await readBlob(repository.git, entry.sha)
      if (raw) return rawFile(content)
      return {
        status: 200,
        body: fileView(world, repository, {
          entry,
          ref,
          content: content.length > MAX_CONTENT_BYTES ? null : content,
        }),
      }
    },
  }),

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

function rawFile(content: Buffer) {
  return {
    raw: content,
    headers: { 'content-type': 'application/vnd.github.raw+json; charset=utf-8' },
  }
}

function tooLarge(): Refusal {
  return forbidden('This API returns blobs up to 100 MB in size. The requested blob is too large.')
}

function refuseStale(before: TreeEntry | null, sha: string | undefined, path: string): void {
  if (before && sha === undefined) throw unprocessable(`Invalid request.\n\n"sha" wasn't supplied.`)
  if (before && sha !== before.sha) throw new Refusal(409, `${path} does not match ${sha}`)
}
