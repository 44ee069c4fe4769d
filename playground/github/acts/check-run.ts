import { checkRunView } from '../views/check.ts'
import { sendWebhook } from '../webhooks/send-webhook.ts'
import type { Actor, App } from '../world/app.ts'
import type { Annotation, CheckRun, CheckSuite } from '../world/check.ts'
import { fullName, type Repository } from '../world/repository.ts'
import { nextId, tell, timestamp, type World } from '../world/world.ts'
import { ensureCheckSuite, suitePayload } from './check-suite.ts'

/** What a request may set; what is absent stays as it is. Annotations are appended. */
export type CheckRunChange = Partial<
  Pick<CheckRun, 'name' | 'externalId' | 'detailsUrl' | 'status' | 'conclusion' | 'startedAt' | 'actions'>
> & {
  completedAt?: string
  output?: { title: string | null; summary: string | null; text?: string | null }
  annotations?: Annotation[]
}

/** A new check run of an App on a commit. What it says was checked by the endpoint. */
export function createCheckRun(
  world: World,
  repository: Repository,
  given: { app: App; name: string; headSha: string; change: CheckRunChange; actor: Actor },
): CheckRun {
  const { app, name, headSha, change, actor } = given
  const { suite } = ensureCheckSuite(world, repository, { app, sha: headSha, branch: null, before: null })
  const run: CheckRun = {
    id: nextId(world),
    suite,
    app,
    name,
    headSha,
    externalId: '',
    detailsUrl: null,
    status: 'queued',
    conclusion: null,
    startedAt: timestamp(world),
    completedAt: null,
    output: { title: null, summary: null, text: null },
    annotations: [],
    actions: [],
  }
  apply(world, run, change)
  repository.checkRuns.set(run.id, run)
  announce(world, repository, { run, action: 'created', actor })
  if (run.status === 'completed') announce(world, repository, { run, action: 'completed', actor })
  return run
}

export function updateCheckRun(
  world: World,
  repository: Repository,
  given: { run: CheckRun; change: CheckRunChange; actor: Actor },
): void {
  const { run, change, actor } = given
  const before = run.status
  apply(world, run, change)
  const completed = before !== 'completed' && run.status === 'completed'
  if (completed) announce(world, repository, { run, action: 'completed', actor })
  else tellCheck(world, repository, run)
}

/** "Re-run all checks" of one App. */
export function rerequestCheckSuite(
  world: World,
  repository: Repository,
  given: { suite: CheckSuite; actor: Actor },
): void {
  const { suite, actor } = given
  const payload = async () => ({ check_suite: await suitePayload(world, repository, suite) })
  sendWebhook(world, {
    ...{ event: 'check_suite', action: 'rerequested', repository, actor, payload },
    to: suite.app,
  })
}

/** "Re-run": only the App that made it is asked; what it does then is its business. */
export function rerequestCheckRun(
  world: World,
  repository: Repository,
  given: { run: CheckRun; actor: Actor },
): void {
  const { run, actor } = given
  announce(world, repository, { run, action: 'rerequested', actor, to: run.app })
}

function apply(world: World, run: CheckRun, change: CheckRunChange): void {
  const { output, annotations = [], ...fields } = change
  Object.assign(run, fields)
  if (output) run.output = { ...output, text: output.text ?? run.output.text }
  run.annotations.push(...annotations)
  if (change.conclusion) run.status = 'completed'
  if (run.status === 'completed') run.completedAt = change.completedAt ?? run.completedAt ?? timestamp(world)
  else Object.assign(run, { conclusion: null, completedAt: null })
  run.suite.updatedAt = timestamp(world)
}

function announce(
  world: World,
  repository: Repository,
  given: { run: CheckRun; action: string; actor: Actor; to?: App },
): void {
  const { run, action, actor, to } = given
  tellCheck(world, repository, run)
  // What it is now, however late the event leaves.
  const view = checkRunView(world, repository, run)
  const payload = async () => ({
    check_run: { ...view, check_suite: await suitePayload(world, repository, run.suite) },
  })
  sendWebhook(world, { event: 'check_run', action, repository, actor, payload, ...(to ? { to } : {}) })
}

function tellCheck(world: World, repository: Repository, run: CheckRun): void {
  tell(world, {
    type: 'check_run',
    repository: fullName(repository),
    id: run.id,
    name: run.name,
    sha: run.headSha,
    status: run.status,
    conclusion: run.conclusion,
    title: run.output.title,
    summary: run.output.summary,
    annotations: run.annotations.length,
  })
}
