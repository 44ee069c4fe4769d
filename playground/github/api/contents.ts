import { posix } from 'node:path'
import { z } from 'zod'
import type { Git } from '../git/git.ts'
import { resolveCommit } from '../git/resolve.ts'
import { entryAt, listTree, readBlob, type TreeEntry } from '../git/tree.ts'
import { endpoint } from '../http/endpoint.ts'
import { forbidden, notFound } from '../http/refusal.ts'
import { MAX_CONTENT_BYTES, MAX_RAW_BYTES } from '../limits.ts'
import { contentView, fileView } from '../views/content.ts'

export const contents = [
  endpoint('GET /repos/{owner}/{repo}/contents/{path}')({
    docs: 'repos/contents#get-repository-content',
    needs: 'contents=read',
    query: z.object({ ref: z.string().optional() }),
    answer: async ({ world, repository, params, query, headers }) => {
      const { git } = repository
      const ref = query.ref ?? repository.defaultBranch
      const commit = await resolveCommit(git, ref)
      if (!commit) throw notFound(`No commit found for the ref ${ref}`)
      const path = params.path.replace(/^\/+|\/+$/g, '')
      const named = await entryAt(git, commit, path)
      if (!named) throw notFound()
      const entry = (await followLink(git, commit, named)) ?? named
      const view = contentView(world, repository, { entry, ref })
      if (entry.type === 'tree') {
        const entries = await listTree(git, commit, { paths: path === '' ? [] : [`${path}/`] })
        return {
          status: 200,
          body: entries.map((one) => contentView(world, repository, { entry: one, ref })),
        }
      }
      if (entry.type === 'commit')
        return { status: 200, body: { ...view, type: 'submodule', submodule_git_url: '' } }
      if ((entry.size ?? 0) > MAX_RAW_BYTES) throw tooLarge()
      const content = await readBlob(git, entry.sha)
      if (/\braw\b/.test(headers.get('accept') ?? '')) return { raw: content, headers: RAW }
      if (entry.mode === '120000')
        return { status: 200, body: { ...view, type: 'symlink', target: content.toString() } }
      const shown = content.length > MAX_CONTENT_BYTES ? null : content
      return { status: 200, body: fileView(world, repository, { entry, ref, content: shown }) }
    },
  }),
]

const RAW = { 'content-type': 'application/vnd.github.raw+json; charset=utf-8' }

/** GitHub answers a link to a file of the repository with that file, under the link's name; other links stay links. */
async function followLink(git: Git, commit: string, entry: TreeEntry): Promise<TreeEntry | null> {
  if (entry.mode !== '120000') return null
  const target = (await readBlob(git, entry.sha)).toString()
  const path = posix.normalize(posix.join(posix.dirname(entry.path), target))
  const found = posix.isAbsolute(target) ? null : await entryAt(git, commit, path)
  return found?.type === 'blob' && found.mode !== '120000' ? { ...found, path: entry.path } : null
}

function tooLarge() {
  return forbidden('This API returns blobs up to 100 MB in size. The requested blob is too large.')
}
