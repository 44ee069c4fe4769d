/** One request, as Octokit's hooks see it. */
export type Call = { method: string; url: string; query?: unknown }

/** It changes nothing at GitHub. */
export function reads(call: Call): boolean {
  const { method, query } = call
  if (isGraphql(call)) return typeof query === 'string' && !/^\s*mutation\b/.test(query)
  return method === 'GET' || method === 'HEAD'
}

export function isGraphql({ url }: Call): boolean {
  return url.endsWith('/graphql')
}
