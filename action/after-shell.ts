import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Harness } from '../core/harness/harness.ts'
import { judgePath } from '../core/rules/scope.ts'
import { allowingLine } from '../core/say/allowing.ts'
import type { AgentOptions } from './agent/agent.ts'
import type { ChangeWatch } from './changes.ts'
import { hasRules } from './gates/judge-rules.ts'

type Beside = NonNullable<AgentOptions['beside']>

/** Milliseconds of a look, and how many longer ones in a row are enough: there the gates are soon enough. */
const SOON = 100
const MOST_SLOW = 3
const MOST_TOLD = 10
/** More files than these in one command were not written by hand. */
const MOST_JUDGED = 50

/**
 * Tells the agent right after a shell command what it changed outside the scope, once for each path, and what the rules
 * find in files it wrote. Where the repository has neither, nothing is looked at: it costs a process of git.
 *
 * @param judge Applies the rules to edited files; text for the agent, or null.
 */
export function afterShell(
  { scope, ...rules }: Harness,
  {
    watch,
    workspace,
    judge,
  }: {
    watch: Pick<ChangeWatch, 'names'>
    workspace: string
    judge: (paths: string[]) => Promise<string | null>
  },
): Beside {
  const told = new Set<string>()
  const stamps = new Map<string, string>()
  const isJudged = hasRules(rules)
  const isBounded = scope.write.length > 0 || scope.deny.length > 0
  let slow = 0

  return async ({ name, paths: patched }) => {
    if (!isJudged && !isBounded) return null
    if (name !== 'shell') {
      await changed(patched)
      return null
    }
    if (slow >= MOST_SLOW) return null
    const started = performance.now()
    const paths = await watch.names()
    slow = performance.now() - started > SOON ? slow + 1 : 0
    const written = isJudged ? await changed(paths) : []
    const broken = written.length > 0 && written.length <= MOST_JUDGED ? await judge(written) : null
    const said = [outside(paths), broken].filter((text) => text !== null)
    return said.length === 0 ? null : said.join('\n\n')
  }

  function outside(paths: string[]): string | null {
    const lines: string[] = []
    for (const path of paths) {
      const { verdict, why } = judgePath(path, scope)
      if (verdict === 'write' || verdict === 'protect' || told.has(path)) continue
      told.add(path)
      lines.push(`- ${JSON.stringify(path)}: ${why} ${allowingLine(path, scope) ?? ''}`.trimEnd())
    }
    if (lines.length === 0) return null
    const more = lines.length > MOST_TOLD ? [`- and ${lines.length - MOST_TOLD} more`] : []
    const head = 'Paths changed that may not be: put them back, or the change cannot be published.'
    return [head, ...lines.slice(0, MOST_TOLD), ...more].join('\n')
  }

  /** Those that are other than at the last look; what is gone has nothing to judge. */
  async function changed(paths: string[]): Promise<string[]> {
    const found: string[] = []
    for (const path of paths) {
      const now = await lstat(join(workspace, path)).catch(() => null)
      const stamp = now === null ? 'gone' : `${now.ino} ${now.size} ${now.mtimeMs}`
      if (stamps.get(path) !== stamp && now?.isFile()) found.push(path)
      stamps.set(path, stamp)
    }
    return found
  }
}
