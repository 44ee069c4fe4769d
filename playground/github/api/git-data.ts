import { z } from 'zod'
import { identityOf } from '../acts/commit-on-branch.ts'
import { refuseWorkflows } from '../acts/refuse-workflows.ts'
import { diffFiles, EMPTY_TREE } from '../git/diff.ts'
import { readCommit } from '../git/read-commits.ts'
import { objectById, resolveCommit } from '../git/resolve.ts'
import { listTree, readBlob } from '../git/tree.ts'
import { writeCommit } from '../git/write-commit.ts'
import { writeTree } from '../git/write-tree.ts'
import { endpoint } from '../http/endpoint.ts'
import { notFound, unprocessable } from '../http/refusal.ts'
import { MAX_TREE_ENTRIES } from '../limits.ts'
import { gitCommitView } from '../views/commit.ts'
import { wrapBase64 } from '../views/content.ts'
import { repositoryApiUrl } from '../views/repository-urls.ts'
import { nodeId } from '../world/node-id.ts'
import type { Repository } from '../world/repository.ts'

const MODES = ['100644', '100755', '040000', '160000', '120000'] as const
const entrySchema = z.object({
  path: z.string(),
  mode: z.enum(MODES),
  type: z.enum(['blob', 'tree', 'commit']).optional(),
  sha: z.string().nullish(),
  content: z.string().optional(),
})
const personSchema = z.object({
  name: z.string(),
  email: z.string(),
  date: z.iso.datetime({ offset: true }).optional(),
})

export const gitData = [
  endpoint('GET /repos/{owner}/{repo}/git/blobs/{file_sha}')({
    docs: 'git/blobs#get-a-blob',
    needs: 'contents=read',
    answer: async ({ world, repository, params }) => {
      const size = await objectSize(repository, params.file_sha, 'blob')
      const content = await readBlob(repository.git, params.file_sha)
      const sha = params.file_sha
      const url = `${repositoryApiUrl(world, repository)}/git/blobs/${sha}`
      const body = {
        sha,
        node_id: nodeId('B', sha),
        size,
        url,
        content: wrapBase64(content),
        encoding: 'base64',
      }
      return { status: 200, body }
    },
  }),

  endpoint('POST /repos/{owner}/{repo}/git/blobs')({
    docs: 'git/blobs#create-a-blob',
    needs: 'contents=write',
    body: z.object({ content: z.string(), encoding: z.enum(['utf-8', 'base64']).default('utf-8') }),
    answer: async ({ world, repository, body }) => {
      const content = Buffer.from(body.content, body.encoding === 'base64' ? 'base64' : 'utf8')
      if (body.encoding === 'base64' && !isBase64(body.content))
        throw unprocessable('Content is not valid Base64')
      const sha = (await repository.git.text(['hash-object', '-w', '--stdin'], { input: content })).trim()
      const url = `${repositoryApiUrl(world, repository)}/git/blobs/${sha}`
      return { status: 201, body: { sha, url }, headers: { location: url } }
    },
  }),

  endpoint('GET /repos/{owner}/{repo}/git/trees/{tree_sha}')({
    docs: 'git/trees#get-a-tree',
    needs: 'contents=read',
    query: z.object({ recursive: z.string().optional() }),
    answer: async ({ world, repository, params, query }) => {
      const sha = await toTree(repository, params.tree_sha)
      if (!sha) throw notFound()
      // Any value asks for it, "0" and "false" too.
      const entries = await listTree(repository.git, sha, { recursive: query.recursive !== undefined })
      const api = repositoryApiUrl(world, repository)
      const tree = entries.slice(0, MAX_TREE_ENTRIES).map(({ path, mode, type, sha: id, size }) => ({
        path,
        mode,
        type,
        sha: id,
        ...(size === null ? {} : { size }),
        ...(type === 'commit' ? {} : { url: `${api}/git/${type}s/${id}` }),
      }))
      const truncated = entries.length > MAX_TREE_ENTRIES
      return { status: 200, body: { sha, url: `${api}/git/trees/${sha}`, tree, truncated } }
    },
  }),

  endpoint('POST /repos/{owner}/{repo}/git/trees')({
    docs: 'git/trees#create-a-tree',
    needs: 'contents=write',
    body: z.object({ tree: z.array(entrySchema), base_tree: z.string().optional() }),
    answer: async ({ world, repository, body, caller }) => {
      refuseWorkflows(
        caller,
        body.tree.map((entry) => entry.path),
      )
      if (body.tree.length === 0 && !body.base_tree) throw unprocessable('Invalid tree info')
      const base = body.base_tree === undefined ? null : await toTree(repository, body.base_tree)
      if (body.base_tree !== undefined && base === null) throw notFound()
      const sha = await writeTree(repository.git, { base, entries: body.tree })
      if (sha === null) throw unprocessable('tree.sha is not a valid object')
      const entries = await listTree(repository.git, sha)
      const api = repositoryApiUrl(world, repository)
      const tree = entries.map(({ path, mode, type, sha: id, size }) => ({
        path,
        mode,
        type,
        sha: id,
        ...(size === null ? {} : { size }),
      }))
      return { status: 201, body: { sha, url: `${api}/git/trees/${sha}`, tree, truncated: false } }
    },
  }),

  endpoint('GET /repos/{owner}/{repo}/git/commits/{commit_sha}')({
    docs: 'git/commits#get-a-commit-object',
    needs: 'contents=read',
    answer: async ({ world, repository, params }) => {
      await objectSize(repository, params.commit_sha, 'commit')
      const commit = await readCommit(repository.git, params.commit_sha)
      return { status: 200, body: gitCommitView(world, repository, commit) }
    },
  }),

  endpoint('POST /repos/{owner}/{repo}/git/commits')({
    docs: 'git/commits#create-a-commit',
    needs: 'contents=write',
    body: z.object({
      message: z.string(),
      tree: z.string(),
      parents: z.array(z.string()).default([]),
      author: personSchema.optional(),
      committer: personSchema.optional(),
    }),
    answer: async ({ world, repository, actor, body, caller }) => {
      const tree = await objectById(repository.git, body.tree)
      if (tree?.type !== 'tree') throw unprocessable('Tree SHA does not exist')
      for (const parent of body.parents)
        if ((await objectById(repository.git, parent))?.type !== 'commit')
          throw unprocessable('Parent SHA does not exist or is not a commit object')
      const touched = await diffFiles(repository.git, body.parents[0] ?? EMPTY_TREE, body.tree)
      refuseWorkflows(
        caller,
        touched.map((file) => file.path),
      )
      const me = identityOf(world, actor)
      const toIdentity = (person: z.infer<typeof personSchema> | undefined) =>
        person ? { ...person, at: person.date ? Date.parse(person.date) : me.at } : me
      const author = toIdentity(body.author)
      const committer = body.committer ? toIdentity(body.committer) : author
      const sha = await writeCommit(repository.git, { ...body, author, committer })
      // GitHub signs what an App commits as itself.
      if (actor.app && !body.author && !body.committer) repository.signed.add(sha)
      const commit = await readCommit(repository.git, sha)
      return { status: 201, body: gitCommitView(world, repository, commit) }
    },
  }),
]

async function objectSize(repository: Repository, sha: string, type: string): Promise<number> {
  const object = await objectById(repository.git, sha)
  if (object?.type !== type) throw notFound()
  return object.size
}

/** The tree of a tree id, a commit id, a branch or a tag. */
async function toTree(repository: Repository, name: string): Promise<string | null> {
  if (/^[0-9a-f]{40}$/.test(name)) {
    return (await repository.git.objects.head(`${name}^{tree}`))?.sha ?? null
  }
  const commit = await resolveCommit(repository.git, name)
  const tree = commit && (await repository.git.objects.head(`${commit}^{tree}`))
  return tree ? tree.sha : null
}

function isBase64(text: string): boolean {
  const plain = text.replace(/\s/g, '')
  return plain.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(plain)
}
