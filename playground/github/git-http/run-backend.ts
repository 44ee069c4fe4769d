import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { gitEnvironment } from '../git/environment.ts'
import type { Caller } from '../http/caller.ts'
import { callerName } from '../http/caller.ts'
import type { GitHubContext } from '../http/serve-github.ts'
import type { Repository } from '../world/repository.ts'

export type GitRequest = { c: GitHubContext; repository: Repository; pathInfo: string; caller: Caller }

/** One request through `git http-backend` as CGI, streamed both ways. Resolves when its headers are there. */
export async function runBackend(request: GitRequest, env: Record<string, string>): Promise<Response> {
  const { c, repository, pathInfo, caller } = request
  const child = spawn('git', ['http-backend'], {
    env: {
      ...gitEnvironment(),
      GIT_PROJECT_ROOT: repository.folder,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: pathInfo,
      REQUEST_METHOD: c.req.method,
      QUERY_STRING: new URL(c.req.url).search.slice(1),
      CONTENT_TYPE: c.req.header('content-type') ?? '',
      // Without a length the program reads to the end: a large push comes in chunks.
      ...(c.req.header('content-length') ? { CONTENT_LENGTH: c.req.header('content-length') ?? '' } : {}),
      HTTP_CONTENT_ENCODING: c.req.header('content-encoding') ?? '',
      GIT_PROTOCOL: c.req.header('git-protocol') ?? '',
      REMOTE_USER: callerName(caller),
      REMOTE_ADDR: '127.0.0.1',
      ...env,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const said: Buffer[] = []
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk))
  const body = c.req.raw.body
  // A refused push stops reading; what is left of the body is of no interest then.
  if (body) pipeline(Readable.fromWeb(body as never), child.stdin).catch(() => undefined)
  else child.stdin.end()
  const ended = once(child, 'close')
  const { head, rest } = await readHead(child.stdout)
  if (head === null) {
    await ended
    throw new Error(`git http-backend said nothing: ${Buffer.concat(said).toString().trim()}`)
  }
  const { status, headers } = parseHead(head)
  return new Response(Readable.toWeb(rest) as ReadableStream, { status, headers })
}

/** Splits a CGI answer where its headers end. */
async function readHead(stdout: Readable): Promise<{ head: string | null; rest: Readable }> {
  let seen = Buffer.alloc(0)
  for (;;) {
    const chunk: Buffer | null = stdout.read()
    if (chunk === null) {
      if (stdout.readableEnded || stdout.destroyed) return { head: null, rest: stdout }
      await Promise.race([once(stdout, 'readable'), once(stdout, 'end')])
      continue
    }
    seen = Buffer.concat([seen, chunk])
    const end = seen.indexOf('\r\n\r\n')
    if (end === -1) continue
    stdout.unshift(seen.subarray(end + 4))
    return { head: seen.subarray(0, end).toString(), rest: stdout }
  }
}

function parseHead(head: string): { status: number; headers: [string, string][] } {
  const headers: [string, string][] = []
  let status = 200
  for (const line of head.split('\r\n')) {
    const colon = line.indexOf(':')
    const [name, value] = [line.slice(0, colon), line.slice(colon + 1).trim()]
    if (name.toLowerCase() === 'status') status = Number(value.split(' ')[0])
    else headers.push([name, value])
  }
  return { status, headers }
}
