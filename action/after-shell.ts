import type { Prompt } from '../core/clean/clean.ts'
import { code, inline, joined, prompt } from '../core/clean/prompt.ts'
import type { Harness } from '../core/harness/harness.ts'
import { judgePath } from '../core/rules/scope.ts'
import { allowingLine } from '../core/say/allowing.ts'
import type { AgentOptions } from './agent/agent.ts'
import { type ChangeWatch, lookAt } from './changes.ts'
import { hasRules } from './gates/judge-rules.ts'
import { GitError } from './git/git.ts'
import type { ToolHost } from './sandbox/tool-host.ts'

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
    host,
    judge,
  }: {
    watch: Pick<ChangeWatch, 'names'>
    host: ToolHost
    judge: (paths: string[]) => Promise<Prompt | null>
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
    const paths = await watch.names().catch(explain)
    if (typeof paths === 'string') return paths
    slow = performance.now() - started > SOON ? slow + 1 : 0
    const written = isJudged ? await changed(paths) : []
    const broken = written.length > 0 && written.length <= MOST_JUDGED ? await judge(written) : null
    const said = [outside(paths), broken].filter((text) => text !== null)
    return said.length === 0 ? null : joined(said)
  }

  /** The gates will stumble over it too: the agent has to mend it. */
  function explain(error: unknown): Prompt {
    if (!(error instanceof GitError)) throw error
    slow = MOST_SLOW
    return prompt`What was changed cannot be seen: ${inline(error.message, 500)}`
  }

  function outside(paths: string[]): Prompt | null {
    const lines: Prompt[] = []
    for (const path of paths) {
      const { verdict, why } = judgePath(path, scope)
      if (verdict === 'write' || verdict === 'protect' || told.has(path)) continue
      told.add(path)
      lines.push(prompt`- ${code(path)}: ${inline(`${why} ${allowingLine(path, scope) ?? ''}`, 1_000)}`)
    }
    if (lines.length === 0) return null
    const more = lines.length > MOST_TOLD ? [prompt`- and ${lines.length - MOST_TOLD} more`] : []
    const head = prompt`Paths changed that may not be: put them back, or the change cannot be published.`
    return joined([head, ...lines.slice(0, MOST_TOLD), ...more], '\n')
  }

  /** Those that are other than at the last look; what is gone has nothing to judge. */
  async function changed(paths: string[]): Promise<string[]> {
    const found: string[] = []
    const seen = await lookAt(host, paths)
    for (const [at, path] of paths.entries()) {
      const now = seen[at]!
      const stamp = now.kind === 'file' ? now.stamp : 'gone'
      if (stamps.get(path) !== stamp && now.kind === 'file') found.push(path)
      stamps.set(path, stamp)
    }
    return found
  }
}
