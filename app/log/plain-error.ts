/** Causes behind causes that are told. */
const DEEPEST = 3

export type PlainError = {
  type: string
  message: string
  /** HTTP status or code of the system. */
  status?: number
  code?: string
  stack?: string
  cause?: unknown
  errors?: unknown[]
}

/**
 * An error for the log. Octokit's carry the whole request and its answer: a comment's text, a file. Those stay out.
 */
export function plainError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return typeof error === 'object' ? 'not an error' : error
  const { status, code } = error as { status?: unknown; code?: unknown }
  return {
    type: error.name,
    message: error.message,
    ...(typeof status === 'number' && { status }),
    ...(typeof code === 'string' && { code }),
    ...(error.stack !== undefined && { stack: error.stack }),
    ...(error.cause !== undefined && depth < DEEPEST && { cause: plainError(error.cause, depth + 1) }),
    ...(error instanceof AggregateError &&
      depth < DEEPEST && { errors: error.errors.map((one) => plainError(one, depth + 1)) }),
  } satisfies PlainError
}
