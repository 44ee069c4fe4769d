/** What a story makes GitHub answer instead of the truth. */
export type Fault = {
  match: { method: string; path: RegExp; body?: RegExp }
  answer: { status: number; body?: unknown; headers?: Record<string, string> } | 'reset'
  /** What is asked for is done all the same. */
  done: boolean
  /** And nothing else from then on. */
  away: boolean
  /** Requests that match are let through before. */
  after: number
  left: number
}

/** The next answer a story planned for this request, used up by being taken. */
export function takeFault(
  faults: Fault[],
  { method, path, text }: { method: string; path: string; text: string },
): Fault | null {
  for (const fault of faults) {
    const { match } = fault
    if (fault.left <= 0 || !(match.method === '*' || match.method.toUpperCase() === method)) continue
    if (!new RegExp(match.path).test(path)) continue
    if (match.body !== undefined && !new RegExp(match.body).test(text)) continue
    if (fault.after > 0) {
      fault.after -= 1
      continue
    }
    fault.left -= 1
    return fault
  }
  return null
}

/** Every request, until the story takes it back. */
export function everything(): Fault {
  const match = { method: '*', path: /./ }
  return { match, answer: 'reset', done: false, away: false, after: 0, left: Number.POSITIVE_INFINITY }
}
