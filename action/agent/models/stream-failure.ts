import type { Tokens } from './provider.ts'

/** A stream that began and did not come to its end. `tokens`: what the provider still said about them. */
export class StreamFailure extends Error {
  override readonly name = 'StreamFailure'
  readonly kind: 'cut' | 'idle' | 'malformed' | 'failed'
  readonly code: string | null
  readonly tokens: Tokens | null

  constructor(
    kind: StreamFailure['kind'],
    message: string,
    more: { code?: string | null; tokens?: Tokens | null; cause?: unknown } = {},
  ) {
    super(message, { cause: more.cause })
    this.kind = kind
    this.code = more.code ?? null
    this.tokens = more.tokens ?? null
  }
}

/** What a provider sends may have any shape: reading it wrong is an answer that cannot be read, not a bug. */
export function understand<Result>(read: () => Result): Result {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new StreamFailure('malformed', `it has another shape than expected (${error.message})`, {
      cause: error,
    })
  }
}
