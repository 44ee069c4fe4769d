import type { paths } from '@octokit/openapi-types'

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'

/** Every route of GitHub's description: "POST /repos/{owner}/{repo}/issues". Another one does not compile. */
export type Route = {
  [P in keyof paths & string]: {
    [M in Method & keyof paths[P]]: paths[P][M] extends { responses: unknown }
      ? `${Uppercase<M>} ${P}`
      : never
  }[Method & keyof paths[P]]
}[keyof paths & string]

type Operation<R> = R extends `${infer M} ${infer P}`
  ? P extends keyof paths
    ? paths[P][Lowercase<M> & keyof paths[P]]
    : never
  : never

type Json<Response> = Response extends { content: infer Content }
  ? [Content] extends [never]
    ? null
    : Content extends { 'application/json': infer Body }
      ? Body
      : null
  : null

/** The successful answers GitHub describes for a route, status and body. */
export type AnswerOf<R extends Route> =
  Operation<R> extends { responses: infer Responses }
    ? {
        [S in keyof Responses & (200 | 201 | 202 | 204 | 205 | 302)]: {
          status: S
          body: Json<Responses[S]>
          headers?: Record<string, string>
        }
      }[keyof Responses & (200 | 201 | 202 | 204 | 205 | 302)]
    : never

/** An answer that is no JSON: raw files, diffs. Always 200. */
export type RawAnswer = { raw: Uint8Array; headers: Record<string, string> }

export type Params<R extends string> = R extends `${string}{${infer Name}}${infer Rest}`
  ? { [K in Name]: string } & Params<Rest>
  : unknown

const WILD = /^(ref|branch|basehead)$/

/** A path template as an expression over the still encoded path; refs and paths may hold slashes, a path may be empty. */
export function toPattern(template: string): { pattern: RegExp; names: string[] } {
  const names: string[] = []
  const source = template.replace(/\./g, '\\.').replace(/\/\{(\w+)\}/g, (_, name: string) => {
    names.push(name)
    if (name === 'path') return '(?:/(.*))?'
    return WILD.test(name) ? '/(.+)' : '/([^/]+)'
  })
  return { pattern: new RegExp(`^${source}$`), names }
}
