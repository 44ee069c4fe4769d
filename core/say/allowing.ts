import type { Harness } from '../harness/harness.ts'
import { matchGlobsFolded } from '../rules/globs.ts'
import { judgePath } from '../rules/scope.ts'
import type { Denied } from '../run/report.ts'

/**
 * @returns the lines of agent.yml that would allow refused tool calls, or null when no configuration does: what is
 * hidden, denied by name or built in stays refused until a person takes the name out.
 */
export function allowingLines(denied: Denied[], scope: Harness['scope']): string | null {
  const paths = new Set<string>()
  for (const { why } of denied) {
    const path = /^(\S[^\n]*?): /.exec(why)?.[1]
    if (path !== undefined && judgePath(path, scope).verdict === 'outside') paths.add(path)
  }
  if (paths.size === 0) return null
  const lines = [...scope.write, ...paths].map((path) => `    - ${JSON.stringify(path)}`)
  return `scope:\n  write:\n${lines.join('\n')}`
}

/**
 * @returns a sentence with the one line of agent.yml that keeps a path from being changed, or would allow it; null where
 * no configuration does.
 */
export function allowingLine(path: string, scope: Harness['scope']): string | null {
  const { verdict } = judgePath(path, scope)
  if (verdict === 'outside')
    return `A person could allow it with this line under \`scope.write\` in .github/agent.yml: - ${JSON.stringify(path)}`
  if (verdict !== 'deny' && verdict !== 'hide') return null
  const glob = scope[verdict].findLast((one) => !one.startsWith('!') && matchGlobsFolded([one], path))
  if (glob === undefined) return null
  return `It is kept so by this line under \`scope.${verdict}\` in .github/agent.yml: - ${JSON.stringify(glob)}`
}
