export type NoCall = { kind: 'refused'; status: number; code: string; message: string; after?: number }

/** @param after Seconds to wait before another try. */
export function noCall(status: number, code: string, message: string, after?: number): NoCall {
  return { kind: 'refused', status, code, message, ...(after === undefined ? {} : { after }) }
}

/** As a provider itself would say it, so that every client understands it. */
export function refuse({ status, code, message, after }: Omit<NoCall, 'kind'>): Response {
  const headers = after === undefined ? {} : { 'retry-after': String(after) }
  return Response.json({ error: { message, type: 'reins', code } }, { status, headers })
}
