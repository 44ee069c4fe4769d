/** A call of the run API that is refused: a status of core/run/run-api.ts and a sentence that says what to do. */
export type Refused = {
  kind: 'refused'
  status: 400 | 401 | 403 | 404 | 408 | 409 | 413 | 429 | 503
  error: string
}
