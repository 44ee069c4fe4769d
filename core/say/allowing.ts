import type { Harness } from '../harness/harness.ts'
import { stripInvisible } from '../markdown/invisible.ts'
import { frozenPaths } from '../rules/frozen.ts'
import { matchGlobsFolded } from '../rules/globs.ts'
import { judgePath } from '../rules/scope.ts'
import type { Denied } from '../run/report.ts'

/**
 * @returns the lines of agent.yml that would allow refused tool calls, or null when no configuration does: what is
 * hidden, denied by name or built in stays refused until a person takes the name out.
 */
export function allowingLines(denied: Denied[], { scope, setup }: Allowing): string | null {
  const texts = [writeLines(denied, scope), setupLines(denied, setup)].filter((text) => text !== null)
  return texts.length === 0 ? null : texts.join('\n')
}

type Allowing = Pick<Harness, 'scope' | 'setup'>

function writeLines(denied: Denied[], scope: Harness['scope']): string | null {
  const paths = new Set<string>()
  for (const { tool, what, why } of denied) {
    if (tool === 'files' && isFrozenOnly(what, scope)) paths.add(what)
    const path = /^(\S[^\n]*?): /.exec(why)?.[1]
    if (path !== undefined && isPlain(path) && judgePath(path, scope).verdict === 'outside') paths.add(path)
  }
  if (paths.size === 0) return null
  const before = scope.write.length === 0 ? ['**'] : scope.write
  const lines = [...before, ...paths].map((path) => `    - ${JSON.stringify(path)}`)
  return `scope:\n  write:\n${lines.join('\n')}`
}

/** What a run says it was refused is its own word: only a path that as a glob names itself alone is proposed. */
function isPlain(path: string): boolean {
  return !/[*?[\]{}!#]|^\/|\s$/.test(path) && stripInvisible(path) === path
}

/** It may be changed once it is named. */
function isFrozenOnly(path: string, scope: Harness['scope']): boolean {
  const { verdict } = judgePath(path, scope)
  return (verdict === 'write' || verdict === 'protect') && frozenPaths([path], scope).length > 0
}

const MOST_HOSTS = 10

/** The only step that may have network. What it would have to run, we cannot know. */
function setupLines(denied: Denied[], setup: Harness['setup']): string | null {
  const hosts = denied.filter(({ tool, why }) => tool === 'network' && why.includes('`setup`'))
  if (hosts.length === 0) return null
  const names = hosts.slice(0, MOST_HOSTS).map(({ what }) => `  # ${oneLine(what)}`)
  const run = JSON.stringify(setup === null ? '…' : `${setup.run} && …`)
  return `setup:\n  # In place of "…", what downloads from\n${names.join('\n')}\n  run: ${run}\n  network: true`
}

function oneLine(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, 100)
}

/**
 * @returns a sentence with the one line of agent.yml that keeps a path from being changed, or would allow it; null where
 * no configuration does.
 */
export function allowingLine(path: string, scope: Harness['scope']): string | null {
  const { verdict } = judgePath(path, scope)
  if (verdict === 'outside' && !isPlain(path)) return null
  if (verdict === 'outside')
    return `A person could allow it with this line under \`scope.write\` in .github/agent.yml: - ${JSON.stringify(path)}`
  if (verdict !== 'deny' && verdict !== 'hide') return null
  const glob = scope[verdict].findLast((one) => !one.startsWith('!') && matchGlobsFolded([one], path))
  if (glob === undefined) return null
  return `It is kept so by this line under \`scope.${verdict}\` in .github/agent.yml: - ${JSON.stringify(glob)}`
}

/** @returns the same for a file that stands read-only until `scope.write` names it, and not just everything. */
export function allowingFrozen(path: string, scope: Harness['scope']): string | null {
  const { verdict } = judgePath(path, scope)
  if (verdict !== 'write' && verdict !== 'protect') return allowingLine(path, scope)
  const all = scope.write.length === 0 ? `- "**" and ` : ''
  return `A person could allow it by name under \`scope.write\` in .github/agent.yml: ${all}- ${JSON.stringify(path)}`
}
