/** What a story makes GitHub answer instead of the truth. */
export type Fault = {
  match: { method: string; path: RegExp }
  answer: { status: number; body?: unknown; headers?: Record<string, string> } | 'reset'
  left: number
}

/** The next answer a story planned for this request, used up by being taken. */
export function takeFault(faults: Fault[], method: string, path: string): Fault['answer'] | null {
  const fault = faults.find(
    (one) =>
      one.left > 0 && one.match.method.toUpperCase() === method && new RegExp(one.match.path).test(path),
  )
  if (!fault) return null
  fault.left -= 1
  return fault.answer
}
