/** What a run cannot be brought to its end without; each is in app.yml with its reason. */
const NEEDED = ['actions', 'checks', 'contents', 'issues', 'pull_requests'] as const

/** @param permissions As GitHub tells them: {"issues": "write"}. @returns those that the App has not any more, to write. */
export function lacking(permissions: Record<string, string | undefined>): string[] {
  return NEEDED.filter((name) => permissions[name] !== 'write').map((name) => name.replace('_', ' '))
}
