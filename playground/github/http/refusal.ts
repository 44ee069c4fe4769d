export type FieldError = {
  resource: string
  code: 'missing' | 'missing_field' | 'invalid' | 'already_exists' | 'unprocessable' | 'custom'
  field?: string
  message?: string
  value?: unknown
}

/** GitHub says no. Thrown anywhere below an endpoint and answered in one place: a refusal ends the request. */
export class Refusal extends Error {
  readonly status: number
  readonly body: Record<string, unknown>
  readonly headers: Record<string, string>

  constructor(
    status: number,
    message: string,
    more: { errors?: unknown[]; headers?: Record<string, string> } = {},
  ) {
    super(more.errors ? `${message}: ${JSON.stringify(more.errors)}` : message)
    this.status = status
    this.body = { message, ...(more.errors ? { errors: more.errors } : {}) }
    this.headers = more.headers ?? {}
  }
}

export function badCredentials(): Refusal {
  return new Refusal(401, 'Bad credentials')
}

export function forbidden(message = 'Resource not accessible by integration'): Refusal {
  return new Refusal(403, message)
}

export function notFound(message = 'Not Found'): Refusal {
  return new Refusal(404, message)
}

/** 422 with GitHub's list of what is wrong with which field. */
export function invalid(...errors: FieldError[]): Refusal {
  return new Refusal(422, 'Validation Failed', { errors })
}

/** 422 that is one sentence, or a sentence and plain texts. */
export function unprocessable(message: string, errors?: string[]): Refusal {
  return new Refusal(422, message, errors ? { errors } : {})
}
