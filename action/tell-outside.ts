import type { Harness } from '../core/harness/harness.ts'
import { judgePath } from '../core/rules/scope.ts'
import { allowingLine } from '../core/say/allowing.ts'
import type { AgentOptions } from './agent/agent.ts'
import type { ChangeWatch } from './changes.ts'

type Beside = NonNullable<AgentOptions['beside']>

/** Milliseconds that a look may take; in a repository where it takes longer, the gates are soon enough. */
const SOON = 60
const MOST_TOLD = 10

/**
 * Tells the agent right after a shell command what it changed outside the scope, once for each path. Without a scope of
 * the repository's own nothing is looked at: it costs a process of git.
 */
export function tellOutside(scope: Harness['scope'], watch: Pick<ChangeWatch, 'names'>): Beside {
  const told = new Set<string>()
  let isSoon = scope.write.length > 0 || scope.deny.length > 0
  return async ({ name }) => {
    if (!isSoon || name !== 'shell') return null
    const started = performance.now()
    const paths = await watch.names()
    isSoon = performance.now() - started <= SOON
    const lines: string[] = []
    for (const path of paths) {
      const { verdict, why } = judgePath(path, scope)
      if (verdict === 'write' || verdict === 'protect' || told.has(path)) continue
      told.add(path)
      lines.push(`- ${JSON.stringify(path)}: ${why} ${allowingLine(path, scope) ?? ''}`.trimEnd())
    }
    if (lines.length === 0) return null
    const more = lines.length > MOST_TOLD ? [`- and ${lines.length - MOST_TOLD} more`] : []
    return [
      'Paths changed that may not be: put them back, or the change cannot be published.',
      ...lines.slice(0, MOST_TOLD),
      ...more,
    ].join('\n')
  }
}

/** What both have to say, one after the other. */
export function inOrder(first: Beside, second: Beside): Beside {
  return async (call) => {
    const said = [await first(call), await second(call)].filter((text) => text !== null)
    return said.length === 0 ? null : said.join('\n\n')
  }
}
