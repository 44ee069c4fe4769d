/** What a story makes GitHub answer instead of the truth. */
export type Fault = {
  match: { method: string; path: RegExp; body?: RegExp }
  answer: { status: number; body?: unknown; headers?: Record<string, string> } | 'reset'
  left: number
}

/** The next answer a story planned for this request, used up by being taken. */
export function takeFault(
  faults: Fault[],
  { method, path, text }: { method: string; path: string; text: string },
): Fault['answer'] | null {
  const fault = faults.find(
    ({ left, match }) =>
      left > 0 &&
      match.method.toUpperCase() === method &&
      new RegExp(match.path).test(path) &&
      (match.body === undefined || new RegExp(match.body).test(text)),
  )
  if (!fault) return null
  fault.left -= 1
  return fault.answer
}
