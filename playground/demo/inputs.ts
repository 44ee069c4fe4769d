import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { turnsSchema } from '../model/turn.ts'
import { type ModelSource, sampleTurns } from '../stage.ts'
import type { DemoOptions } from './options.ts'

export type DemoInputs = {
  issue: { title: string; body: string }
  model: ModelSource
  repository: string | undefined
}

/** What only the command line's entry may read from the environment. */
export type ProviderVariables = {
  apiKey: string | undefined
  baseUrl: string | undefined
  models: string | undefined
}

/** Reads everything the options name, before anything starts. @returns the inputs, or a sentence to mend them by. */
export async function readInputs(
  options: DemoOptions,
  provider: ProviderVariables,
): Promise<DemoInputs | string> {
  const repository = options.repository === undefined ? undefined : resolve(options.repository)
  if (repository !== undefined) {
    const problem = await notARepository(repository)
    if (problem) return problem
  }
  const issue = await readIssue(options, repository)
  if (typeof issue === 'string') return issue
  const model = await readModel(options, provider)
  if (typeof model === 'string') return model
  return { issue, model, repository }
}

async function readIssue(options: DemoOptions, repository: string | undefined) {
  const sample = new URL('../sample/issue.md', import.meta.url)
  if (options.issue === undefined && repository !== undefined)
    return { title: 'Do what the script says', body: 'Opened by the demo, since no --issue was given.' }
  const path = options.issue ?? sample
  try {
    const text = (await readFile(path, 'utf8')).replace(/^\uFEFF/, '')
    const [title = '', ...rest] = text.split(/\r?\n/)
    const clean = title.replace(/^#+\s*/, '').trim()
    if (clean === '') return `${options.issue}: the first line is the issue's title and it is empty.`
    return { title: clean, body: rest.join('\n').trim() }
  } catch (error) {
    return `--issue ${options.issue}: cannot be read (${(error as NodeJS.ErrnoException).code}).`
  }
}

async function readModel(options: DemoOptions, provider: ProviderVariables): Promise<ModelSource | string> {
  if (options.script !== undefined) {
    try {
      return parseTurns(JSON.parse(await readFile(options.script, 'utf8')), options.script)
    } catch (error) {
      return `--script ${options.script}: ${(error as Error).message}`
    }
  }
  if (provider.apiKey)
    return { kind: 'provider', apiKey: provider.apiKey, baseUrl: provider.baseUrl, models: provider.models }
  if (options.repository !== undefined)
    return 'no model: the built-in turns only fit the sample. Give --script <turns.json>, or set OPENAI_API_KEY.'
  return parseTurns(await sampleTurns(), 'the sample')
}

function parseTurns(value: unknown, from: string): ModelSource | string {
  const parsed = turnsSchema.safeParse(value)
  if (parsed.success) return { kind: 'script', turns: parsed.data }
  const [first] = parsed.error.issues
  return `--script ${from}: ${first?.path.join('.') || 'the file'}: ${first?.message}`
}

async function notARepository(path: string): Promise<string | null> {
  try {
    await promisify(execFile)('git', ['-C', path, 'rev-parse', '--verify', '-q', 'HEAD^{commit}'])
    return null
  } catch {
    return `--repo ${path}: not a git repository with at least one commit.`
  }
}
