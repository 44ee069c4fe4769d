import type { Prompt } from '../../core/clean/clean.ts'
import type { Harness } from '../../core/harness/harness.ts'
import type { RuledFile } from '../../core/rules/apply-rules.ts'
import type { Finding } from '../../core/rules/finding.ts'
import { MAX_CHANGED_BYTES } from '../../core/run/limits.ts'
import { renderFindings } from '../agent/prompts/render-findings.ts'
import { toText } from '../changes.ts'
import { readBlobs } from '../git/blobs.ts'
import { tellFindings } from '../log/tell.ts'
import type { Workspace } from '../workspace.ts'
import type { GateOptions } from './gates.ts'
import { hasRules } from './judge-rules.ts'
import { ruleChange } from './rule-change.ts'

/**
 * Applies the rules to files the agent has just edited, so that it hears of a broken one, and how to mend it, in the
 * same breath. @returns text for the agent, or null when nothing new is wrong.
 */
export function judgeEdits(
  harness: Harness,
  workspace: Workspace,
  { host, emit }: Pick<GateOptions, 'host' | 'emit'>,
): (paths: string[]) => Promise<Prompt | null> {
  const { base, git } = workspace
  const edited = new Map<string, string | null | undefined>()
  const cheap = withoutCycles(harness)
  return async (paths) => {
    if (!hasRules(harness)) return null
    const blobs = await readBlobs(
      git,
      paths.flatMap((path) => base.get(path)?.oid ?? []),
    )
    const files: RuledFile[] = []
    for (const path of new Set(paths)) {
      const { ok, content } = await host.call({ op: 'fetch', path, limit: MAX_CHANGED_BYTES }, {})
      const text = ok && content !== undefined ? toText(Buffer.from(content, 'base64')) : null
      edited.set(path, ok ? text : undefined)
      if (text !== null)
        files.push({ path, content: text, base: toText(blobs.get(base.get(path)?.oid ?? '')) })
    }
    const { findings } = await ruleChange(cheap, { files, edited, skip: ['pair'] }, workspace)
    const news = findings.filter(isNews)
    if (news.length === 0) return null
    tellFindings(emit, news)
    return renderFindings({ findings: news, gates: [], round: 0 })
  }
}

/** Circles take a look at the whole tree; the gates look for them. */
function withoutCycles(harness: Harness): Harness {
  const { layers } = harness
  return layers === null ? harness : { ...harness, layers: { ...layers, cycles: 'allow' } }
}

/**
 * What must change together may still come, and so may a file that is imported; and an ignore that seems to ignore
 * nothing may be about a rule that was not looked at.
 */
function isNews({ rule, level, preexisting }: Finding): boolean {
  return !preexisting && rule !== 'layers/unresolved' && !(rule === 'ignores' && level === 'info')
}
