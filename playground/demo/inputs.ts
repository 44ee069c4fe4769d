import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { TITLE } from '../../core/run/github-limits.ts'
import { parseTurns } from '../model/turn.ts'
import type { ModelSource } from '../stage.ts'
import type { DemoOptions } from './options.ts'

const SAMPLE_ISSUE = new URL('../sample/issue.md', import.meta.url)
const SAMPLE_TURNS = new URL('../sample/turns.json', import.meta.url)

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
  if (options.issue === undefined && repository !== undefined)
    return { title: 'Do what the script says', body: 'Opened by the demo, since no --issue was given.' }
  const path = options.issue ?? SAMPLE_ISSUE
  try {
    const text = (await readFile(path, 'utf8')).replace(/^\uFEFF/, '')
    const [title = '', ...rest] = text.split(/\r?\n/)
    const clean = title.replace(/^#+\s*/, '').trim()
    if (clean === '') return `${options.issue}: the first line is the issue's title and it is empty.`
    if (clean.length > TITLE)
      return `${options.issue}: the first line is the issue's title and longer than ${TITLE} characters.`
    return { title: clean, body: rest.join('\n').trim() }
  } catch (error) {
    return `--issue ${options.issue}: cannot be read (${(error as NodeJS.ErrnoException).code}).`
  }
}

async function readModel(options: DemoOptions, provider: ProviderVariables): Promise<ModelSource | string> {
  if (options.script !== undefined) return readScript(options.script, `--script ${options.script}`)
  if (provider.apiKey)
    return { kind: 'provider', apiKey: provider.apiKey, baseUrl: provider.baseUrl, models: provider.models }
  if (options.repository !== undefined)
    return 'no model: the built-in turns only fit the sample. Give --script <turns.json>, or set OPENAI_API_KEY.'
  return readScript(SAMPLE_TURNS, 'the sample')
}

async function readScript(path: string | URL, name: string): Promise<ModelSource | string> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => error)
  if (text instanceof Error) return `${name}: cannot be read (${text.code}).`
  const parsed = parseTurns(text)
  return parsed.kind === 'ok'
    ? { kind: 'script', turns: parsed.turns }
    : `${name}: ${parsed.problems.join('; ')}`
}

async function notARepository(path: string): Promise<string | null> {
  const git = (...args: string[]) => promisify(execFile)('git', ['-C', path, ...args])
  try {
    await git('rev-parse', '--verify', '-q', 'HEAD^{commit}')
  } catch {
    return `--repo ${path}: not a git repository with at least one commit.`
  }
  const { stdout } = await git('rev-parse', '--show-object-format')
  return stdout.trim() === 'sha1' ? null : `--repo ${path}: GitHub takes no ${stdout.trim()} repositories.`
}
