import type { RunnerStart } from '../../playground/interface/runner.ts'

/** The tokens of jobs are secrets like any other: they are kept to be looked for. */
export function noteTokens(start: RunnerStart, secrets: Map<string, string>): RunnerStart {
  const keep = (name: string, value: string) => {
    secrets.set(name, value)
    return value
  }
  return (order) =>
    start({
      ...order,
      jobToken: (permissions) => keep('job token', order.jobToken(permissions)),
      oidc: (ref) => {
        const granted = order.oidc(ref)
        keep('id token request', granted.requestToken)
        return granted
      },
    })
}
