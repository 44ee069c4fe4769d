import { GraphQLError } from 'graphql'
import { Refusal } from '../http/refusal.ts'

/** GitHub's kinds of GraphQL errors, as far as they are given here. */
export type FailureType = 'NOT_FOUND' | 'FORBIDDEN' | 'STALE_DATA' | 'UNPROCESSABLE' | 'BAD_USER_INPUT'

export function failure(type: FailureType, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { type } })
}

/** A refusal of the REST side in GraphQL's words; other errors stay what they are. */
export function toFailure(error: unknown, notFound: string): unknown {
  if (!(error instanceof Refusal)) return error
  if (error.status === 404) return failure('NOT_FOUND', notFound)
  if (error.status === 409) return failure('STALE_DATA', error.message)
  if (error.status === 422) return failure('UNPROCESSABLE', error.message)
  return failure('FORBIDDEN', error.message)
}

/** As GitHub writes an error: its type beside the message, not below `extensions`. */
export function failureView({ message, path, locations, extensions }: GraphQLError) {
  return {
    ...(extensions.type === undefined ? {} : { type: extensions.type }),
    ...(path ? { path } : {}),
    ...(locations ? { locations } : {}),
    message,
  }
}
