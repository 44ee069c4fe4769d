import { mkdir } from 'node:fs/promises'
import { relative, resolve } from 'node:path'
import { evaluateText } from '../expressions/template.ts'
import { toText } from '../expressions/value.ts'
import type { Result } from '../jobs/job.ts'
import { cleanEnvironment } from '../jobs/variables.ts'
import { runProcess } from '../process/run-process.ts'
import { WorkflowProblem } from '../workflow-problem.ts'
import { runLater } from './node-action.ts'
import type { Step } from './step.ts'

const INPUTS = ['repository', 'ref', 'path', 'token', 'fetch-depth', 'persist-credentials', 'clean']

/** `actions/checkout`: a real fetch from the local GitHub, as the action itself does it. */
export async function checkout(step: Step, inputs: Record<string, string>): Promise<Result> {
  const { job } = step
  const strange = Object.keys(inputs).find((name) => !INPUTS.includes(name))
  if (strange !== undefined)
    throw new WorkflowProblem(
      `actions/checkout: the local runner does not know its input '${strange}'. It knows ${INPUTS.join(', ')}.`,
    )
  const text = (name: string, otherwise: string) => inputs[name] || evaluateText(otherwise, step.scope)
  const repository = text('repository', toText(job.github.repository ?? null))
  const folder = resolve(job.place.workspace, text('path', '.'))
  if (relative(job.place.workspace, folder).startsWith('..'))
    throw new WorkflowProblem(`Repository path '${folder}' is not under '${job.place.workspace}'.`)
  await mkdir(folder, { recursive: true })

  const token = Buffer.from(`x-access-token:${text('token', job.token)}`).toString('base64')
  job.log.masks.add(token)
  const header = `http.${job.order.server.url}/.extraheader`
  const depth = Number(text('fetch-depth', '1'))
  const { fetch, check } = refs(text('ref', repository === job.order.repository ? '' : 'HEAD'), step)
  const git = (...given: string[]) => runGit(step, folder, given)

  await git('init', '-q', '-b', 'main')
  await git('remote', 'add', 'origin', `${job.order.server.url}/${repository}`)
  await git('config', '--local', 'gc.auto', '0')
  await git('config', '--local', header, `AUTHORIZATION: basic ${token}`)
  const shallow = depth > 0 ? [`--depth=${depth}`] : []
  const all = depth > 0 ? [] : ['+refs/heads/*:refs/remotes/origin/*', '+refs/tags/*:refs/tags/*']
  await git('fetch', '-q', '--no-tags', '--prune', ...shallow, 'origin', fetch, ...all)
  await git('checkout', '-q', '--force', ...check)
  const forget = async (at: Step): Promise<Result> => {
    await runGit(at, folder, ['config', '--local', '--unset-all', header])
    return 'success'
  }
  if (text('persist-credentials', 'true') === 'false') await forget(step)
  else job.posts.unshift(() => runLater(step, 'always()', `Post Run ${step.asked.uses}`, forget))
  await runGit(step, folder, ['rev-parse', 'HEAD'], (line) => {
    step.outputs.commit = line
  })
  return 'success'
}

/** What to fetch under which name, and what to check out then; without a `ref`, the commit of the run on its branch. */
function refs(ref: string, step: Step): { fetch: string; check: string[] } {
  const { sha } = step.job.order
  const own = toText(step.job.github.ref ?? null)
  const [full, source] = ref === '' || ref === own ? [own, sha] : [ref, ref]
  if (/^[0-9a-f]{40}$/.test(ref)) return { fetch: ref, check: ['--detach', 'FETCH_HEAD'] }
  const branch = /^refs\/heads\/(.+)$/.exec(full)?.[1]
  if (branch !== undefined)
    return {
      fetch: `+${source}:refs/remotes/origin/${branch}`,
      check: ['-B', branch, `refs/remotes/origin/${branch}`],
    }
  return { fetch: source, check: ['--detach', 'FETCH_HEAD'] }
}

async function runGit(
  step: Step,
  cwd: string,
  given: string[],
  onLine?: (line: string) => void,
): Promise<void> {
  const { job } = step
  const result = await runProcess({
    command: 'git',
    arguments: given,
    cwd,
    env: { ...cleanEnvironment(job.settings, job.place), GIT_TERMINAL_PROMPT: '0' },
    onLine: onLine ?? job.log.line,
    stop: step.stop,
    timing: job.settings.timing,
  })
  if ('problem' in result) throw new WorkflowProblem(result.problem)
  if (result.exitCode !== 0)
    throw new WorkflowProblem(`The process 'git ${given.join(' ')}' failed with exit code ${result.exitCode}`)
}
