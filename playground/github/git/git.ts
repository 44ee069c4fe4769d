import { execFileSync, spawn } from 'node:child_process'
import { dirname } from 'node:path'

export type GitResult = { code: number; stdout: Buffer; stderr: string }
export type GitOptions = {
  input?: string | Buffer
  env?: Record<string, string>
  /** Exit codes that are answers; others throw. Default: 0 only. */
  codes?: number[]
}
/** Runs git in one repository. */
export type Git = {
  run: (args: string[], options?: GitOptions) => Promise<GitResult>
  text: (args: string[], options?: GitOptions) => Promise<string>
}

/** A bare repository, or with `find` whatever repository a folder belongs to. */
export function openGit(folder: string, { find = false } = {}): Git {
  const own: Record<string, string> = find ? {} : { GIT_DIR: folder }
  const run: Git['run'] = (args, options = {}) =>
    new Promise((resolve, reject) => {
      const child = spawn('git', args, {
        cwd: folder,
        env: { ...gitEnvironment(), ...own, ...options.env },
      })
      const stdout: Buffer[] = []
      const stderr: Buffer[] = []
      child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk))
      child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk))
      // A git that ends before it has read everything says why on stderr; EPIPE adds nothing.
      child.stdin.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code !== 'EPIPE') reject(error)
      })
      child.stdin.end(options.input ?? '')
      child.once('error', reject)
      child.once('close', (code, signal) => {
        const said = Buffer.concat(stderr).toString()
        if (code !== null && (options.codes ?? [0]).includes(code))
          resolve({ code, stdout: Buffer.concat(stdout), stderr: said })
        else reject(new Error(`git ${args.join(' ')} ended with ${code ?? signal}: ${said.trim()}`))
      })
    })
  return {
    run,
    text: async (args, options) => (await run(args, options)).stdout.toString(),
  }
}

/** Nothing of this machine's git settings reaches the local GitHub. */
export function gitEnvironment(): Record<string, string> {
  return {
    PATH: SEARCH_PATH,
    HOME: '/nonexistent',
    LC_ALL: 'C.UTF-8',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    GIT_LITERAL_PATHSPECS: '1',
  }
}

/** Where the shell finds git; its folder comes first for children, which start with an environment of their own. */
const GIT_FOLDER = dirname(execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim())
const SEARCH_PATH = `${GIT_FOLDER}:/usr/local/bin:/usr/bin:/bin`
