import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll } from '@jest/globals'
import type { RunnerOrder, RunnerStart } from '../../../playground/interface/runner.ts'
import { createRunner } from '../../../playground/runner/create-runner.ts'
import type { Timing } from '../../../playground/runner/process/timing.ts'

type Files = Record<string, string>

/** Repositories on disk, by "owner/name"; the second level is the ref others know them by. */
export type World = {
  files?: Files
  others?: Record<string, Files>
  inputs?: Record<string, string>
  order?: Partial<RunnerOrder>
  timing?: Partial<Timing>
  keep?: boolean
  /** One runner for several runs. */
  runner?: RunnerStart
}

// Git and the shells of whole jobs are waited for: on a busy machine that takes its time.

const root = mkdtempSync(join(tmpdir(), 'reins-runner-test-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** A folder that goes when the file's tests are over. */
export const temp = () => mkdtempSync(join(root, 'more-'))

export const PATH = '.github/workflows/w.yml'
export const TOKEN = 'ghs_aTokenOfOneJob0123456789abcdefghijklmn'

/** Starts one workflow of `acme/shop` with real git and a real shell; the rest of GitHub is these few lines. */
export function start(workflow: string, world: World = {}) {
  const folder = mkdtempSync(join(root, 'run-'))
  const temp = join(folder, 'temp')
  mkdirSync(temp)
  const repositories: Record<string, Files> = {
    'acme/shop': { ...world.files, [PATH]: workflow },
    ...world.others,
  }
  const sha = commit(join(folder, 'acme/shop'), repositories['acme/shop'] ?? {})
  const lines: string[] = []
  const jobs: Record<string, string[]> = {}
  const asked = {
    tokens: [] as Record<string, string>[],
    oidc: [] as string[],
    names: [] as string[],
    summaries: [] as string[],
  }
  const filesAt = (repository: string, ref: string) => {
    const known = repository === 'acme/shop' ? [sha, 'refs/heads/main'] : ['refs/tags/v1', 'v1']
    return known.includes(ref) ? repositories[repository] : undefined
  }
  const watchers: { text: string; seen: () => void }[] = []
  const runner =
    world.runner ??
    createRunner({
      temp,
      keep: world.keep ?? false,
      timing: { interrupt: 400, terminate: 400, drain: 200, cancel: 3_000, ...world.timing },
    })
  const running = runner({
    server: {
      url: `file://${folder}`,
      apiUrl: 'http://api.test/api/v3',
      graphqlUrl: 'http://api.test/api/graphql',
    },
    repository: 'acme/shop',
    repositoryId: 77,
    runId: 501,
    runNumber: 3,
    workflowPath: PATH,
    ref: 'refs/heads/main',
    sha,
    actor: 'ada',
    event: 'workflow_dispatch',
    inputs: world.inputs ?? {},
    readFile: async (repository, ref, path) => filesAt(repository, ref)?.[path] ?? null,
    checkout: async (repository, ref, into) => {
      const files = filesAt(repository, ref)
      if (!files) throw new Error('not found')
      write(into, files)
    },
    jobToken: (permissions) => {
      asked.tokens.push(permissions)
      return TOKEN
    },
    oidc: (ref) => {
      asked.oidc.push(ref)
      return { requestUrl: 'http://oidc.test/token?job=1', requestToken: 'an-oidc-request-token' }
    },
    onLog: (job, line) => {
      lines.push(line)
      jobs[job] ??= []
      jobs[job].push(line)
      for (const watcher of watchers) if (line.includes(watcher.text)) watcher.seen()
    },
    onName: (name) => asked.names.push(name),
    onSummary: (_job, markdown) => asked.summaries.push(markdown),
    ...world.order,
  })
  return {
    ...running,
    sha,
    lines,
    jobs,
    asked,
    temp,
    leftovers: () => readdirSync(temp),
    /** Resolves when a line with this text is logged. */
    seen: (text: string) => new Promise<void>((seen) => watchers.push({ text, seen })),
  }
}

/** The whole run. `output` is what its steps wrote, without the runner's own lines. */
export async function run(workflow: string, world: World = {}) {
  const running = start(workflow, world)
  const { conclusion } = await running.done
  const output = outputOf(running.lines)
  const errors = running.lines.filter((line) => line.startsWith('##[error]')).map((line) => line.slice(9))
  return { ...running, conclusion, output, errors }
}

/** A workflow with one job and these steps. */
export function steps(yaml: string, head = ''): string {
  const indented = yaml.replace(/^\n+|\s+$/g, '').replace(/^/gm, '      ')
  return `on: workflow_dispatch\n${head}\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n${indented}\n`
}

function outputOf(lines: string[]): string[] {
  let grouped = false
  return lines.filter((line) => {
    if (line.startsWith('##[group]')) grouped = true
    const inside = grouped
    if (line === '##[endgroup]') grouped = false
    return !inside && !line.startsWith('##[')
  })
}

function write(folder: string, files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
}

/** One repository for each set of files: starting git four times for every test would be most of the time. */
const made = new Map<string, { folder: string; sha: string }>()

function commit(folder: string, files: Files): string {
  const key = JSON.stringify(files)
  const known = made.get(key)
  mkdirSync(dirname(folder), { recursive: true })
  if (known) {
    cpSync(known.folder, folder, { recursive: true })
    return known.sha
  }
  write(folder, files)
  const git = (...given: string[]) =>
    execFileSync('git', ['-c', 'user.name=ada', '-c', 'user.email=ada@acme.test', ...given], {
      cwd: folder,
      encoding: 'utf8',
    }).trim()
  git('init', '-q', '-b', 'main')
  git('add', '-A')
  git('commit', '-q', '-m', 'Begin')
  git('config', 'uploadpack.allowAnySHA1InWant', 'true')
  const sha = git('rev-parse', 'HEAD')
  made.set(key, { folder, sha })
  return sha
}
