import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { buildASTSchema, type GraphQLSchema, parse } from 'graphql'

let schema: GraphQLSchema | null = null

/** GitHub's whole published schema, built at the first query (about 0.1 s). Its descriptions are not read. */
export function githubSchema(): GraphQLSchema {
  schema ??= buildASTSchema(parse(readSchema().replace(/"""[\s\S]*?"""/g, ''), { noLocation: true }), {
    assumeValidSDL: true,
  })
  return schema
}

/** The file beside the package's entry; its own getter would parse 7 MB of JSON first. */
function readSchema(): string {
  return readFileSync(
    fileURLToPath(new URL('schema.graphql', import.meta.resolve('@octokit/graphql-schema'))),
    'utf8',
  )
}
