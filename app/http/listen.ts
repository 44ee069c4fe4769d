import type { Server } from 'node:http'

/** Headers of a request, and the whole of it, have to be here by then. Milliseconds. */
const HEADERS_WITHIN = 10_000
const REQUEST_WITHIN = 120_000
/** Connections that are still open after a graceful stop are cut. */
const STOP_GRACE = 2_000

/** @throws when the address is taken. */
export async function listen(server: Server, { host, port }: { host: string; port: number }): Promise<void> {
  server.headersTimeout = HEADERS_WITHIN
  server.requestTimeout = REQUEST_WITHIN
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve())
  })
}

/** What is under way is waited for, a little. */
export async function closeServer(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
    setTimeout(() => server.closeAllConnections(), STOP_GRACE).unref()
  })
}
