import type { World } from '../world/world.ts'
import type { GitHubContext } from './serve-github.ts'

type Seen = { c: GitHubContext; at: number; as: string; status: number; body: unknown }

/** Writes down a request that is answered now; `at` is when it arrived, by `clock`. */
export function record(world: World, { c, at, as, status, body }: Seen): void {
  world.requests.push({
    ...{ method: c.req.method, path: toPath(c.req.path), status, as, body },
    ...{ at, ms: clock() - at },
  })
}

/** Milliseconds since the epoch, with fractions; the real time, whatever the stories' clock says. */
export function clock(): number {
  return performance.timeOrigin + performance.now()
}

/** As GitHub's documentation writes it: "/repos/…", "/graphql". */
export function toPath(path: string): string {
  return path.replace(/^\/api\/v3(?=\/|$)/, '').replace(/^\/api\/graphql$/, '/graphql')
}
