import type { HttpBindings } from '@hono/node-server'
import type { Hono } from 'hono'
import { resolveCommit } from '../git/resolve.ts'
import { readFileAt } from '../git/tree.ts'
import { findRepository } from '../world/repository.ts'
import type { World } from '../world/world.ts'
import { mayUse } from './access.ts'
import { authenticate } from './authenticate.ts'
import { Refusal } from './refusal.ts'

/** What answers link to beside the API: raw files and job logs. */
export function serveFiles(app: Hono<{ Bindings: HttpBindings }>, world: World): void {
  app.get('/:owner/:repo/raw/:ref/*', async (c) => {
    try {
      const { owner, repo, ref } = c.req.param()
      const caller = await authenticate(world, c.req.header('authorization') ?? null)
      const repository = findRepository(world, owner, repo)
      if (!repository) return c.text('404: Not Found', 404)
      mayUse(caller, repository, { needs: 'contents=read', role: 'read' })
      const path = decodeURIComponent(c.req.path.split('/').slice(5).join('/'))
      const sha = await resolveCommit(repository.git, ref)
      const content = sha && (await readFileAt(repository.git, sha, path))
      if (!content) return c.text('404: Not Found', 404)
      return c.body(new Uint8Array(content), 200, { 'content-type': 'text/plain; charset=utf-8' })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return c.text(`${error.status}: ${error.message}`, error.status as 404)
    }
  })

  app.get('/_services/logs/:repository/:job', (c) => {
    const repository = world.repositories.get(Number(c.req.param('repository')))
    const jobs = [...(repository?.workflowRuns.values() ?? [])].flatMap((run) => [...run.jobs.values()])
    const job = jobs.find((one) => String(one.id) === c.req.param('job'))
    if (!job) return c.text('Not Found', 404)
    return c.text(job.lines.map(({ at, text }) => `${at} ${text}\n`).join(''))
  })
}
