import { type ExecutionResult, execute, GraphQLError, parse, validate } from 'graphql'
import { z } from 'zod'
import type { Caller } from '../http/caller.ts'
import { readBody } from '../http/read-body.ts'
import { Refusal } from '../http/refusal.ts'
import type { World } from '../world/world.ts'
import type { Fields, GraphqlContext } from './context.ts'
import { failureView } from './failure.ts'
import { mutations } from './mutations/mutations.ts'
import { pullFields } from './pull-request.ts'
import { queryRoot } from './query.ts'
import { githubSchema } from './schema.ts'

const requestSchema = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
})

/** `POST /graphql`: checked against GitHub's whole schema; fields nobody needed yet say so instead of being null. */
export function serveGraphql(world: World): (caller: Caller, text: string) => Promise<Response> {
  return async (caller, text) => {
    if (caller.kind === 'anonymous') throw new Refusal(401, 'This endpoint requires you to be authenticated.')
    if (caller.kind === 'app') throw new Refusal(401, 'A JSON web token could not be used here.')
    const result = await run({ world, caller, pullFields }, readBody(text, requestSchema))
    return Response.json({
      ...(result.data === undefined ? {} : { data: result.data }),
      ...(result.errors ? { errors: result.errors.map(failureView) } : {}),
    })
  }
}

async function run(
  context: GraphqlContext,
  request: z.infer<typeof requestSchema>,
): Promise<ExecutionResult> {
  const schema = githubSchema()
  try {
    const document = parse(request.query)
    const errors = validate(schema, document)
    if (errors.length > 0) return { errors }
    return await execute({
      schema,
      document,
      rootValue: { ...queryRoot(context), ...mutations },
      contextValue: context,
      variableValues: request.variables ?? {},
      operationName: request.operationName ?? null,
      fieldResolver: (source: Fields, args, given, field) => {
        if (!(field.fieldName in source))
          throw new GraphQLError(`playground: ${field.parentType.name}.${field.fieldName} is not supported`)
        const value = source[field.fieldName]
        return typeof value === 'function' ? value(args, given) : value
      },
      typeResolver: (value: Fields) => value.__typename,
    })
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [error] }
    throw error
  }
}
