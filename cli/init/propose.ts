import { findLayers } from '../../core/harness/detect/layers.ts'
import { detectHarness, MANIFESTS } from '../../core/harness/detect-harness.ts'
import type { Harness } from '../../core/harness/harness.ts'
import { judgeCheckout } from '../judge-checkout.ts'
import type { Checkout } from '../repository/checkout.ts'
import { readImports } from './read-imports.ts'

/** The smallest rules that hold in a checkout today, and what was seen. */
export type Proposal = { harness: Harness; evidence: string[] }

/** Detects setup and checks, and structure that is there already: only rules that nothing breaks are proposed. */
export async function propose(
  checkout: Checkout,
  { today, step }: { today: string; step: (text: string) => void },
): Promise<Proposal> {
  const paths = [...new Set([...checkout.paths].map((path) => path.split('/', 1)[0] ?? ''))]
  const read = Object.fromEntries(
    MANIFESTS.flatMap((path) => {
      const text = checkout.read(path)
      return text === null ? [] : [[path, text]]
    }),
  )
  const { harness, evidence } = detectHarness({ paths, read })
  step('Reading imports')
  const { files, edges } = await readImports(checkout)
  const found = findLayers(files, edges)
  const layers = {
    order: found?.order ?? [],
    ...{ shared: [], cycles: 'allow' as const, deny: [], baseline: true },
  }
  const holds = async (candidate: Harness) => {
    const everything = [...checkout.paths].map((path) => ({ path, status: 'added' as const, from: null }))
    const { findings } = await judgeCheckout({
      harness: candidate,
      checkout,
      changes: everything,
      base: null,
      today,
      step,
    })
    return !findings.some(({ level }) => level === 'error')
  }
  const structured = found !== null && (await holds({ ...harness, layers }))
  const acyclic =
    edges.length > 0 && (await holds({ ...harness, layers: { ...layers, order: [], cycles: 'deny' } }))
  const kept = {
    ...layers,
    order: structured ? layers.order : [],
    cycles: acyclic ? ('deny' as const) : ('allow' as const),
  }
  const structure = [
    ...(structured ? [found.evidence] : []),
    ...(acyclic ? ['No file imports itself through others.'] : []),
  ]
  return {
    harness: { ...harness, layers: structure.length > 0 ? kept : null },
    evidence: [...evidence, ...structure],
  }
}
