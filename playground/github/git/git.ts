import { spawn } from 'node:child_process'
import { gitEnvironment } from './environment.ts'
import { type ObjectReader, openObjectReader } from './object-reader.ts'

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
  objects: ObjectReader
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
    objects: openObjectReader(folder),
  }
}
