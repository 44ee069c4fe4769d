import { z } from 'zod'
import { createCheckRun, rerequestCheckRun, rerequestCheckSuite, updateCheckRun } from '../acts/check-run.ts'
import { readCommit } from '../git/read-commits.ts'
import { objectById } from '../git/resolve.ts'
import { endpoint } from '../http/endpoint.ts'
import { paginate } from '../http/paginate.ts'
import { forbidden, notFound, unprocessable } from '../http/refusal.ts'
import { annotationView, checkRunView, checkSuiteView } from '../views/check.ts'
import { simpleCommitView } from '../views/commit.ts'
import type { CheckRun } from '../world/check.ts'
import { changeSchema, createSchema, toChange } from './check-run-body.ts'
import { theCommit } from './commits.ts'
import { theCheckRun } from './find.ts'

const listSchema = z.object({
  check_name: z.string().optional(),
  status: z.string().optional(),
  filter: z.enum(['latest', 'all']).default('latest'),
  app_id: z.coerce.number().optional(),
})

export const checkRuns = [
  endpoint('POST /repos/{owner}/{repo}/check-runs')({
    docs: 'checks/runs#create-a-check-run',
    needs: 'checks=write',
    as: ['installation', 'job'],
    body: createSchema,
    answer: async ({ world, repository, actor, body }) => {
      const { name, head_sha: headSha } = body
      const commit = await objectById(repository.git, headSha)
      if (commit?.type !== 'commit') throw unprocessable(`No commit found for SHA: ${headSha}`)
      if (!actor.app) throw forbidden('You must authenticate via a GitHub App.')
      const given = { app: actor.app, name, headSha, change: toChange(body), actor }
      const run = createCheckRun(world, repository, given)
      return { status: 201, body: checkRunView(world, repository, run) }
    },
  }),

  endpoint('PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}')({
    docs: 'checks/runs#update-a-check-run',
    needs: 'checks=write',
    as: ['installation', 'job'],
    body: changeSchema,
    answer: ({ world, repository, params, actor, body }) => {
      const run = theCheckRun(repository, params.check_run_id)
      if (run.app !== actor.app)
        throw forbidden(
          `Invalid app_id \`${run.app.id}\` - check run can only be modified by the GitHub App that created it.`,
        )
      updateCheckRun(world, repository, { run, change: toChange(body), actor })
      return { status: 200, body: checkRunView(world, repository, run) }
    },
  }),

  endpoint('GET /repos/{owner}/{repo}/check-runs/{check_run_id}')({
    docs: 'checks/runs#get-a-check-run',
    needs: 'checks=read',
    answer: ({ world, repository, params }) => {
      const run = theCheckRun(repository, params.check_run_id)
      return { status: 200, body: checkRunView(world, repository, run) }
    },
  }),

  endpoint('GET /repos/{owner}/{repo}/check-runs/{check_run_id}/annotations')({
    docs: 'checks/runs#list-check-run-annotations',
    needs: 'checks=read',
    answer: (call) => {
      const { world, repository, params } = call
      const run = theCheckRun(repository, params.check_run_id)
      const { slice, headers } = paginate(call, run.annotations)
      const body = slice.map((annotation) => annotationView(world, repository, { run, annotation }))
      return { status: 200, body, headers }
    },
  }),

  endpoint('POST /repos/{owner}/{repo}/check-runs/{check_run_id}/rerequest')({
    docs: 'checks/runs#rerequest-a-check-run',
    needs: 'checks=write',
    answer: ({ world, repository, params, actor }) => {
      const run = theCheckRun(repository, params.check_run_id)
      rerequestCheckRun(world, repository, { run, actor })
      return { status: 201, body: {} }
    },
  }),

  endpoint('POST /repos/{owner}/{repo}/check-suites/{check_suite_id}/rerequest')({
    docs: 'checks/suites#rerequest-a-check-suite',
    needs: 'checks=write',
    answer: ({ world, repository, params, actor }) => {
      const suite = repository.checkSuites.get(Number(params.check_suite_id))
      if (!suite) throw notFound()
      rerequestCheckSuite(world, repository, { suite, actor })
      return { status: 201, body: {} }
    },
  }),

  endpoint('GET /repos/{owner}/{repo}/commits/{ref}/check-runs')({
    docs: 'checks/runs#list-check-runs-for-a-git-reference',
    needs: 'checks=read',
    query: listSchema,
    answer: async (call) => {
      const { world, repository, params, query } = call
      const sha = await theCommit(repository, params.ref)
      const found = select([...repository.checkRuns.values()], query).filter((run) => run.headSha === sha)
      const { slice, headers } = paginate(call, found)
      const check_runs = slice.map((run) => checkRunView(world, repository, run))
      return { status: 200, body: { total_count: found.length, check_runs }, headers }
    },
  }),

  endpoint('GET /repos/{owner}/{repo}/check-suites/{check_suite_id}/check-runs')({
    docs: 'checks/runs#list-check-runs-in-a-check-suite',
    needs: 'checks=read',
    query: listSchema,
    answer: (call) => {
      const { world, repository, params, query } = call
      const suite = repository.checkSuites.get(Number(params.check_suite_id))
      if (!suite) throw notFound()
      const found = select([...repository.checkRuns.values()], query).filter((run) => run.suite === suite)
      const { slice, headers } = paginate(call, found)
      const check_runs = slice.map((run) => checkRunView(world, repository, run))
      return { status: 200, body: { total_count: found.length, check_runs }, headers }
    },
  }),

  endpoint('GET /repos/{owner}/{repo}/commits/{ref}/check-suites')({
    docs: 'checks/suites#list-check-suites-for-a-git-reference',
    needs: 'checks=read',
    answer: async (call) => {
      const { world, repository, params } = call
      const sha = await theCommit(repository, params.ref)
      const found = [...repository.checkSuites.values()].filter((suite) => suite.headSha === sha)
      const head_commit = simpleCommitView(await readCommit(repository.git, sha))
      const { slice, headers } = paginate(call, found)
      const check_suites = slice.map((suite) => ({
        ...checkSuiteView(world, repository, suite),
        head_commit,
      }))
      return { status: 200, body: { total_count: found.length, check_suites }, headers }
    },
  }),
]

/** Newest first; "latest" keeps one of each name and App. */
function select(runs: CheckRun[], query: z.infer<typeof listSchema>): CheckRun[] {
  const seen = new Set<string>()
  return runs.reverse().filter((run) => {
    if (query.check_name !== undefined && run.name !== query.check_name) return false
    if (query.status !== undefined && run.status !== query.status) return false
    if (query.app_id !== undefined && run.app.id !== query.app_id) return false
    const key = JSON.stringify([run.suite.id, run.name])
    if (query.filter === 'latest' && seen.has(key)) return false
    seen.add(key)
    return true
  })
}
