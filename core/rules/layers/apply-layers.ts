import type { Layers } from '../../harness/parts/layers.ts'
import { languageOf } from '../../syntax/language.ts'
import type { Syntax } from '../../syntax/syntax.ts'
import type { Finding } from '../finding.ts'
import type { RuledFile, RuleInput } from '../rule-input.ts'
import { unseen } from '../unseen.ts'
import type { Work } from '../work.ts'
import { applyCycles } from './apply-cycles.ts'
import { breachesOf, toFindings } from './breach-findings.ts'
import { isJudged, ruleOf } from './find-breaches.ts'
import { createImportReader, type Edges } from './import-reader.ts'
import { createLayering } from './layering.ts'
import { createOldFiles } from './old-files.ts'
import { runtimeTargets } from './runtime-targets.ts'

export type LayerChange = Pick<RuleInput, 'files' | 'repository' | 'base' | 'memory'> & {
  layers: Layers
  /** Null: nothing can be read, and that is said. */
  syntax: Syntax | null
  work: Work
}

/**
 * Judges the imports of changed files: the order of layers, `deny`, and circles that a changed import is part of. The
 * cost follows the changed files; only circles lead to others, as far as new imports do.
 */
export function applyLayers(change: LayerChange): { findings: Finding[]; unread: string[] } {
  const { layers, syntax, work } = change
  const layering = createLayering(layers)
  const cycles = layers.cycles === 'deny'
  const files = change.files.filter(
    ({ path }) => languageOf(path) !== null && (cycles || isJudged(path, layering)),
  )
  if (syntax === null) return { findings: files.map((file) => notRead(file, NO_PARSER)), unread: [] }

  const reader = createImportReader(change.repository, { syntax, work, memory: change.memory })
  const before = createImportReader(change.base ?? change.repository, { syntax, work, memory: undefined })
  const old = createOldFiles(change, before)
  const targets = new Map<string, readonly string[]>()
  const findings: Finding[] = []
  for (const file of files) {
    const read = work.left > 0 ? reader.edgesOf(file.path, file.content) : TOO_MUCH
    if (cycles) targets.set(file.path, runtimeTargets(file.path, read.edges))
    const breaches = breachesOf(file.path, read.edges, { layers, layering })
    const known = layers.baseline && breaches.length > 0 ? old.of(file) : null
    const knownBreaches = known === null ? [] : breachesOf(known.path, known.edges, { layers, layering })
    findings.push(...toFindings(file.path, breaches, knownBreaches))
    if (read.problem !== null) findings.push(notRead(file, read.problem))
  }
  if (cycles) findings.push(...applyCycles({ files, targets, reader, old, baseline: layers.baseline }))
  return { findings, unread: [...new Set([...reader.unread(), ...before.unread()])] }

  /** An import that was not read may break any rule that holds for the file. */
  function notRead(file: RuledFile, problem: string): Finding {
    const from = layering.of(file.path)
    const id = !isJudged(file.path, layering) ? 'cycles' : from === null ? 'layers/deny' : ruleOf(from)
    const message = `The imports of this file were not judged: ${problem}`
    const fix = `Mend or split the file, so that its imports can be read, or write a waiver of ${id} for it.`
    return unseen({ id, level: 'error' }, { path: file.path, message, preexisting: wasUnreadable(file), fix })
  }

  function wasUnreadable({ path, base, renamedFrom }: RuledFile): boolean {
    if (!layers.baseline || base === null || syntax === null) return false
    return before.edgesOf(renamedFrom ?? path, base).problem !== null
  }
}

const NO_PARSER = 'There is no parser here.'
const TOO_MUCH: Edges = {
  edges: [],
  problem: 'Together, the rules and the changed files are too much to look at.',
}
