import { type FieldError, invalid } from '../http/refusal.ts'
import { characters, MAX_BODY, MAX_TITLE } from '../limits.ts'

/** @throws Refusal 422 for a title that is blank or too long. */
export function checkTitle(resource: string, title: string): void {
  if (title.trim() === '') throw invalid({ resource, code: 'missing_field', field: 'title' })
  if (characters(title) > MAX_TITLE)
    throw invalid({
      resource,
      code: 'custom',
      field: 'title',
      message: `title is too long (maximum is ${MAX_TITLE} characters)`,
    })
}

/** @throws Refusal 422 for a body too long. */
export function checkBody(resource: string, body: string | null, error: Partial<FieldError> = {}): void {
  if (body === null || characters(body) <= MAX_BODY) return
  throw invalid({
    resource,
    code: 'custom',
    field: 'body',
    message: `body is too long (maximum is ${MAX_BODY} characters)`,
    ...error,
  })
}
