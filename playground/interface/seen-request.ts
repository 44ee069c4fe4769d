/**
 * A request the fake GitHub answered: stories assert on these ("exactly these writes"). `path` as GitHub documents it,
 * without /api/v3 and without the query: "/repos/acme/shop/issues", "/graphql", "/acme/shop.git/info/refs". `as` is the
 * login that acted ("reins[bot]", "github-actions[bot]", "ada"), the App's slug for its own token, "anonymous", or
 * "fault" for an answer of `fail`. `at` is when it arrived, in milliseconds since the epoch, and `ms` how long the answer
 * took to begin: what a benchmark takes off to know our own time.
 */
export type SeenRequest = {
  method: string
  path: string
  status: number
  as: string
  body: unknown
  at: number
  ms: number
}
