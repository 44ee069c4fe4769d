import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { STEP_SUMMARY_BYTES } from '../../../core/run/github-limits.ts'
import type { Job } from '../jobs/job.ts'
import { WorkflowProblem } from '../workflow-problem.ts'
import { parseFileCommand } from './parse-file-command.ts'

const FILES = {
  output: 'GITHUB_OUTPUT',
  env: 'GITHUB_ENV',
  path: 'GITHUB_PATH',
  state: 'GITHUB_STATE',
  summary: 'GITHUB_STEP_SUMMARY',
} as const
type FileName = keyof typeof FILES

/** The files of one process, and what is made of them when it has ended. */
export async function createFileCommands(job: Job) {
  const folder = await mkdtemp(join(job.place.temp, '_runner_file_commands-'))
  const names = Object.keys(FILES) as FileName[]
  for (const name of names) await writeFile(join(folder, name), '')
  const text = async (name: FileName) => readFile(join(folder, name), 'utf8').catch(gone)

  return {
    variables: Object.fromEntries(names.map((name) => [FILES[name], join(folder, name)])),

    async take(outputs: Record<string, string>): Promise<{ ok: boolean; state: Record<string, string> }> {
      const state: Record<string, string> = {}
      const parts: [FileName, () => Promise<void>][] = [
        ['env', async () => setEnv(job, parseFileCommand(await text('env')))],
        ['path', async () => prependPath(job, await text('path'))],
        [
          'output',
          async () => void Object.assign(outputs, Object.fromEntries(parseFileCommand(await text('output')))),
        ],
        [
          'state',
          async () => void Object.assign(state, Object.fromEntries(parseFileCommand(await text('state')))),
        ],
        ['summary', () => publishSummary(job, join(folder, 'summary'))],
      ]
      let ok = true
      for (const [name, read] of parts) {
        const problem = await read().catch(problemOnly)
        if (!problem) continue
        ok = false
        job.log.error(`Unable to process file command '${name}' successfully.`)
        job.log.error(problem.message)
      }
      return { ok, state }
    },

    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

/** A step that deletes the file says nothing with it. */
function gone(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return ''
  throw error
}

function problemOnly(error: unknown): WorkflowProblem {
  if (error instanceof WorkflowProblem) return error
  throw error
}

function setEnv(job: Job, pairs: [string, string][]): void {
  for (const [name, value] of pairs) {
    // GitHub forbids it: it would run code in every later action.
    if (name.toUpperCase() === 'NODE_OPTIONS')
      throw new WorkflowProblem("Can't store NODE_OPTIONS output parameter using '$GITHUB_ENV' command.")
    job.env[name] = value
  }
}

function prependPath(job: Job, text: string): void {
  for (const line of text.split(/\r?\n/)) if (line !== '') job.path.unshift(line)
}

async function publishSummary(job: Job, path: string): Promise<void> {
  const size = await stat(path)
    .then((found) => found.size, gone)
    .then(Number)
  if (size === 0) return
  if (size > STEP_SUMMARY_BYTES) {
    job.log.error(
      `$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of ${STEP_SUMMARY_BYTES / 1024}k, got ${Math.ceil(size / 1024)}k.`,
    )
    return
  }
  const text = await readFile(path, 'utf8')
  job.order.onSummary?.(job.name, text.split('\n').map(job.log.masks.apply).join('\n'))
}
