import { join } from 'node:path'
import { exec } from '@actions/exec'

/** Runs git on one repository. Throws `GitError` with git's own words when it refuses. */
export type Git = (args: string[], options?: GitCall) => Promise<Buffer>
export type GitCall = {
  input?: string | Buffer
  /** Another index for this call. */
  index?: string
  /** Files that nobody else writes; without it, the call is one that needs none. */
  workTree?: string
  /** More configuration; goes through the environment, so that a token stands in no argument and in no file. */
  config?: Record<string, string>
  signal?: AbortSignal
}

/** What git may see of the runner: where programs are and how the network is reached. No token is among it. */
export type GitEnvironment = Record<string, string>

export class GitError extends Error {
  override name = 'GitError'
}

/**
 * Git with everything off that a repository's, a user's or a system's configuration could start. The repository lies
 * outside the workspace, so nothing written there (a `.git` of its own, `.gitmodules`, hooks) configures it. This one
 * never sees the workspace: that is for `openTreeGit`.
 */
export function createGit(repository: { gitDir: string; index?: string; env: GitEnvironment }): Git {
  return async (args, call = {}) => {
    const stdout: Buffer[] = []
    const stderr: Buffer[] = []
    const ended = exec('git', args, {
      cwd: repository.gitDir,
      env: {
        ...repository.env,
        ...gitSettings(call.config),
        GIT_DIR: repository.gitDir,
        // The repository's own folder stands for none.
        GIT_WORK_TREE: call.workTree ?? repository.gitDir,
        GIT_INDEX_FILE: call.index ?? repository.index ?? join(repository.gitDir, 'index'),
      },
      ...(call.input === undefined ? {} : { input: Buffer.from(call.input) }),
      silent: true,
      ignoreReturnCode: true,
      listeners: { stdout: (chunk) => stdout.push(chunk), stderr: (chunk) => stderr.push(chunk) },
    })
    const code = await until(ended, call.signal)
    if (code === 0) return Buffer.concat(stdout)
    const said = Buffer.concat(stderr).toString('utf8').trim()
    throw new GitError(`git ${args[0]} ended with ${code}: ${said.slice(0, 2_000)}`)
  }
}

/** Stops waiting when the signal says so; git itself then ends at its own time limits, or with the job. */
function until(ended: Promise<number>, signal: AbortSignal | undefined): Promise<number> {
  if (signal === undefined) return ended
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason)
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    ended.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}

/** The environment that turns everything off. */
export function gitSettings(config: Record<string, string> = {}): Record<string, string> {
  return { ...ENVIRONMENT, ...configuration({ ...SETTINGS, ...config }) }
}

const ENVIRONMENT = {
  LC_ALL: 'C',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_ATTR_NOSYSTEM: '1',
  GIT_TERMINAL_PROMPT: '0',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_NO_LAZY_FETCH: '1',
}

const SETTINGS = {
  'core.hooksPath': '/dev/null',
  'core.fsmonitor': 'false',
  'core.attributesFile': '/dev/null',
  'core.excludesFile': '/dev/null',
  'core.protectHFS': 'true',
  'core.protectNTFS': 'true',
  'credential.helper': '',
  'gc.auto': '0',
  'http.followRedirects': 'false',
  // A connection below 1 kB/s for a minute is dead.
  'http.lowSpeedLimit': '1000',
  'http.lowSpeedTime': '60',
  'maintenance.auto': 'false',
  'protocol.allow': 'never',
  'protocol.https.allow': 'always',
  'protocol.http.allow': 'always',
  'safe.bareRepository': 'explicit',
  'submodule.recurse': 'false',
}

function configuration(settings: Record<string, string>): Record<string, string> {
  const entries = Object.entries(settings)
  return Object.fromEntries([
    ['GIT_CONFIG_COUNT', String(entries.length)],
    ...entries.flatMap(([key, value], n) => [
      [`GIT_CONFIG_KEY_${n}`, key],
      [`GIT_CONFIG_VALUE_${n}`, value],
    ]),
  ])
}
