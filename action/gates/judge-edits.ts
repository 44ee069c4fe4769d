import type { Harness } from '../../core/harness/harness.ts'
import { applyRules } from '../../core/rules/apply-rules.ts'
import { MAX_CHANGED_BYTES } from '../../core/run/limits.ts'
import { renderFindings } from '../agent/prompts/render-findings.ts'
import { toText } from '../changes.ts'
import { readBlobs } from '../git/blobs.ts'
import { tellFindings } from '../log/tell.ts'
import type { Workspace } from '../workspace.ts'
import type { GateOptions } from './gates.ts'

/**
 * Applies the rules to files the agent has just edited, so that it hears of a broken one, and how to mend it, in the
 * same breath. @returns text for the agent, or null when nothing new is wrong.
 */
export function judgeEdits(
  harness: Harness,
  { base, git }: Workspace,
  { host, emit }: Pick<GateOptions, 'host' | 'emit'>,
): (paths: string[]) => Promise<string | null> {
  return async (paths) => {
    if (harness.invariants.length === 0) return null
    const blobs = await readBlobs(
      git,
      paths.flatMap((path) => base.get(path)?.oid ?? []),
    )
    const files = []
    for (const path of new Set(paths)) {
      const { ok, content } = await host.call({ op: 'fetch', path, limit: MAX_CHANGED_BYTES }, {})
      const text = ok && content !== undefined ? toText(Buffer.from(content, 'base64')) : null
      if (text !== null)
        files.push({ path, content: text, base: toText(blobs.get(base.get(path)?.oid ?? '')) })
    }
    const findings = applyRules({ harness, files }).filter((finding) => !finding.preexisting)
    if (findings.length === 0) return null
    tellFindings(emit, findings)
    return renderFindings({ findings, gates: [], round: 0 })
  }
}
