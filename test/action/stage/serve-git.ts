import { spawn } from 'node:child_process'
import { dirname } from 'node:path'
import { buffer } from 'node:stream/consumers'
import type { Context, Hono } from 'hono'

/** Adds `<app>/acme/shop.git` with git's own HTTP server behind it, for whoever brings the token. */
export function serveGit(app: Hono, repository: string, token: string): void {
  const expected = `Basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`
  app.all('/acme/shop.git/*', async (c) => {
    if (c.req.header('authorization') !== expected) return c.text('no', 401, { 'www-authenticate': 'Basic' })
    return answer(await cgi(c, repository))
  })
}

async function cgi(c: Context, repository: string): Promise<Buffer> {
  const url = new URL(c.req.url)
  // Read before git starts: of a client that hangs up, no git is left waiting.
  const body = Buffer.from(await c.req.arrayBuffer())
  const child = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env.PATH,
      GIT_PROJECT_ROOT: dirname(repository),
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: url.pathname.replace('/acme', ''),
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: c.req.method,
      CONTENT_TYPE: c.req.header('content-type') ?? '',
      HTTP_CONTENT_ENCODING: c.req.header('content-encoding') ?? '',
      GIT_PROTOCOL: c.req.header('git-protocol') ?? '',
    },
  })
  // A git that needs no body may be gone before it is offered an empty one; what it said counts.
  child.stdin.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') child.stdout.destroy(error)
  })
  child.stdin.end(body)
  return buffer(child.stdout)
}

/** A CGI's answer: headers, `Status:` among them, an empty line, the body. */
function answer(out: Buffer): Response {
  const end = out.indexOf('\r\n\r\n')
  const headers = new Headers()
  for (const line of out.toString('utf8', 0, end).split('\r\n')) {
    const [name = '', ...value] = line.split(':')
    headers.set(name, value.join(':').trim())
  }
  const status = Number.parseInt(headers.get('status') ?? '200', 10)
  headers.delete('status')
  return new Response(new Uint8Array(out.subarray(end + 4)), { status, headers })
}
