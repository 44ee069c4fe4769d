import { randomUUID } from 'node:crypto'
import { stat, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { evaluateText } from '../expressions/template.ts'
import type { Result } from '../jobs/job.ts'
import { WorkflowProblem } from '../workflow-problem.ts'
import { invoke } from './invoke.ts'
import type { Step } from './step.ts'

/** https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell */
const SHELLS: Record<string, { command: string; extension: string }> = {
  default: { command: 'bash -e {0}', extension: '.sh' },
  bash: { command: 'bash --noprofile --norc -e -o pipefail {0}', extension: '.sh' },
  sh: { command: 'sh -e {0}', extension: '.sh' },
  python: { command: 'python {0}', extension: '.py' },
}

/** A `run` step: the script in a file, started by its shell. */
export async function runScript(step: Step, run: string): Promise<Result> {
  const { job, frame, asked, scope } = step
  const shell = shellOf(step)
  const script = evaluateText(run, scope)
  const folder = asked['working-directory'] ?? frame.defaults.workingDirectory ?? ''
  const cwd = resolve(job.place.workspace, evaluateText(folder, scope))
  if (!(await isFolder(cwd))) throw new WorkflowProblem(`the working directory does not exist: ${cwd}`)

  const file = join(job.place.temp, `${randomUUID()}${shell.extension}`)
  await writeFile(file, script)
  const [command = '', ...rest] = shell.command.split(/\s+/).map((part) => part.replaceAll('{0}', file))
  const lines = script.trimEnd().split('\n')
  job.log.group(`Run ${lines[0]?.trim() ?? ''}`, [...lines, `shell: ${shell.command}`, ...describeEnv(step)])
  const { exitCode, ok } = await invoke(step, { command, arguments: rest, cwd, env: {} })
  if (exitCode === 0) return ok ? 'success' : 'failure'
  if (!step.stop.aborted) job.log.error(`Process completed with exit code ${exitCode}.`)
  return 'failure'
}

function shellOf({ asked, frame, scope }: Step): { command: string; extension: string } {
  if (asked.shell === undefined && frame.kind === 'composite')
    throw new WorkflowProblem('`shell` is required for a `run` step of a composite action.')
  const name = evaluateText(asked.shell ?? frame.defaults.shell ?? 'default', scope)
  const known = Object.hasOwn(SHELLS, name) ? SHELLS[name] : undefined
  if (known) return known
  if (name.includes('{0}')) return { command: name, extension: '' }
  throw new WorkflowProblem(
    `the shell '${name}' is not known here. Use bash, sh, python, or a command with {0} where the script's path belongs.`,
  )
}

export function describeEnv({ env, frame, job }: Step): string[] {
  const all = { ...job.env, ...frame.env, ...env }
  const entries = Object.entries(all)
  return entries.length === 0 ? [] : ['env:', ...entries.map(([key, value]) => `  ${key}: ${value}`)]
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
}
