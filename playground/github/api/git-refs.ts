import { z } from 'zod'
import { refMoved } from '../acts/ref-moved.ts'
import { mayWriteWorkflows } from '../acts/refuse-workflows.ts'
import { moveRef } from '../git/commit-files.ts'
import { diffFiles } from '../git/diff.ts'
import { isAncestor, objectById, readRef, ZERO } from '../git/resolve.ts'
import { endpoint } from '../http/endpoint.ts'
import { forbidden, notFound, Refusal, unprocessable } from '../http/refusal.ts'
import type { Schemas } from '../schemas.ts'
import { repositoryApiUrl } from '../views/repository-urls.ts'
import { nodeId } from '../world/node-id.ts'
import type { Repository } from '../world/repository.ts'
import type { World } from '../world/world.ts'

export const gitRefs = [
  endpoint('GET /repos/{owner}/{repo}/git/ref/{ref}')({
    docs: 'git/refs#get-a-reference',
    needs: 'contents=read',
    answer: async ({ world, repository, params }) => {
      const name = `refs/${params.ref}`
      const found = await readRef(repository.git, name)
      if (!found) throw notFound()
      return { status: 200, body: refView(world, repository, { name, ...found }) }
    },
  }),

  endpoint('GET /repos/{owner}/{repo}/git/matching-refs/{ref}')({
    docs: 'git/refs#list-matching-references',
    needs: 'contents=read',
    answer: async ({ world, repository, params }) => {
      const out = await repository.git.text([
        'for-each-ref',
        '--format=%(refname) %(objectname) %(objecttype)',
      ])
      const lines = out.split('\n').map((line) => line.split(' '))
      const body = lines.flatMap(([name = '', sha = '', type = '']) =>
        name.startsWith(`refs/${params.ref}`) ? [refView(world, repository, { name, sha, type })] : [],
      )
      return { status: 200, body }
    },
  }),

  endpoint('POST /repos/{owner}/{repo}/git/refs')({
    docs: 'git/refs#create-a-reference',
    needs: 'contents=write',
    body: z.object({ ref: z.string(), sha: z.string() }),
    answer: async ({ world, repository, actor, body }) => {
      const { ref, sha } = body
      if (!(await isRefName(repository, ref)))
        throw unprocessable("Reference name must start with 'refs' and have at least two slashes.")
      const object = await theObject(repository, ref, sha)
      if (await readRef(repository.git, ref)) throw unprocessable('Reference already exists')
      if (!(await moveRef(repository.git, ref, { from: null, to: sha })))
        throw unprocessable('Reference cannot be created: another one stands in its way')
      await refMoved(world, repository, { ref, before: ZERO, after: sha, actor })
      const view = refView(world, repository, { name: ref, sha, type: object.type })
      return { status: 201, body: view, headers: { location: view.url } }
    },
  }),

  endpoint('PATCH /repos/{owner}/{repo}/git/refs/{ref}')({
    docs: 'git/refs#update-a-reference',
    needs: 'contents=write',
    body: z.object({ sha: z.string(), force: z.boolean().default(false) }),
    answer: async ({ world, repository, actor, params, body, caller }) => {
      const ref = `refs/${params.ref}`
      const before = await readRef(repository.git, ref)
      if (!before) throw unprocessable('Reference does not exist')
      const object = await theObject(repository, ref, body.sha)
      if (!body.force && !(await isAncestor(repository.git, before.sha, body.sha)))
        throw unprocessable('Update is not a fast forward')
      if (!mayWriteWorkflows(caller)) await refuseChangedWorkflows(repository, before.sha, body.sha)
      if (!(await moveRef(repository.git, ref, { from: before.sha, to: body.sha })))
        throw new Refusal(409, 'Reference was updated meanwhile')
      await refMoved(world, repository, { ref, before: before.sha, after: body.sha, actor })
      return {
        status: 200,
        body: refView(world, repository, { name: ref, sha: body.sha, type: object.type }),
      }
    },
  }),

  endpoint('DELETE /repos/{owner}/{repo}/git/refs/{ref}')({
    docs: 'git/refs#delete-a-reference',
    needs: 'contents=write',
    answer: async ({ world, repository, actor, params }) => {
      const ref = `refs/${params.ref}`
      const before = await readRef(repository.git, ref)
      if (!before) throw unprocessable('Reference does not exist')
      if (ref === `refs/heads/${repository.defaultBranch}`)
        throw unprocessable('Cannot delete the default branch')
      await moveRef(repository.git, ref, { from: before.sha, to: null })
      await refMoved(world, repository, { ref, before: before.sha, after: ZERO, actor })
      return { status: 204, body: null }
    },
  }),
]

/** A branch or tag as git allows it; others (refs/pull, refs/playground) are not for clients. */
async function isRefName(repository: Repository, ref: string): Promise<boolean> {
  if (!/^refs\/(heads|tags)\/./.test(ref) || /[\0\n]/.test(ref)) return false
  return (await repository.git.run(['check-ref-format', ref], { codes: [0, 1] })).code === 0
}

async function theObject(repository: Repository, ref: string, sha: string) {
  const object = await objectById(repository.git, sha)
  if (!object) throw unprocessable('Object does not exist')
  if (ref.startsWith('refs/heads/') && object.type !== 'commit') throw unprocessable('Object is not a commit')
  return object
}

async function refuseChangedWorkflows(repository: Repository, from: string, to: string): Promise<void> {
  const files = await diffFiles(repository.git, from, to)
  if (files.some((file) => file.path.startsWith('.github/workflows/'))) throw forbidden()
}

function refView(
  world: World,
  repository: Repository,
  given: { name: string; sha: string; type: string },
): Schemas['git-ref'] {
  const { name, sha, type } = given
  const api = repositoryApiUrl(world, repository)
  const short = name.slice('refs/'.length)
  return {
    ref: name,
    node_id: nodeId('REF', `${repository.id}:${name}`),
    url: `${api}/git/refs/${short.split('/').map(encodeURIComponent).join('/')}`,
    object: { type, sha, url: `${api}/git/${type}s/${sha}` },
  }
}
