import type { SeenRequest } from '../../playground/interface/seen-request.ts'

/** Requests that change something. Reading by GraphQL and asking for tokens are posts too, and change nothing. */
export function toWrites(requests: SeenRequest[]): string[] {
  return requests.flatMap(({ method, path, body, status }) => {
    if (method === 'GET' || method === 'HEAD' || path.endsWith('/access_tokens')) return []
    const query = String((body as { query?: string } | null)?.query ?? '')
    if (path === '/graphql' && !query.startsWith('mutation')) return []
    const mutation = path === '/graphql' ? ` ${/\{\s*(\w+)/.exec(query)?.[1]}` : ''
    return [`${method} ${path}${mutation}${status >= 400 ? ` → ${status}` : ''}`]
  })
}
