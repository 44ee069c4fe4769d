import { TEST_GLOBS } from '../../core/harness/detect/is-test.ts'
import { findLayers } from '../../core/harness/detect/layers.ts'
import { detectHarness, MANIFESTS } from '../../core/harness/detect-harness.ts'
import type { Harness } from '../../core/harness/harness.ts'
import type { ImportMemory } from '../../core/rules/apply-rules.ts'
import { matchGlobs } from '../../core/rules/globs.ts'
import { judgeCheckout } from '../judge-checkout.ts'
import type { Checkout } from '../repository/checkout.ts'
import { readImports } from './read-imports.ts'

/** The smallest rules that hold in a checkout today, and what was seen. */
export type Proposal = { harness: Harness; evidence: string[] }

type Layers = NonNullable<Harness['layers']>
const NO_LAYERS: Layers = { order: [], shared: [], cycles: 'allow', deny: [], baseline: true }

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
  const memory: ImportMemory = new Map()
  const holds = async (layers: Layers) => {
    const changes = [...checkout.paths].map((path) => ({ path, status: 'added' as const, from: null }))
    const candidate = { ...harness, layers }
    const { findings } = await judgeCheckout({
      ...{ harness: candidate, checkout, changes, base: null, today, step, memory },
    })
    return !findings.some(({ level }) => level === 'error')
  }
  step('Reading imports')
  const { files, edges, packages } = await readImports(checkout, memory)
  const found = findLayers(files, edges, packages)
  const ordered = found === null ? null : await firstThatHolds(withAndWithoutTests(found, checkout), holds)
  const acyclic = edges.length > 0 && (await holds({ ...NO_LAYERS, cycles: 'deny' }))
  const structure = [
    ...(ordered !== null && found !== null ? [found.evidence] : []),
    ...(acyclic ? ['No imports lead back to where they start.'] : []),
  ]
  const layers = { ...NO_LAYERS, ...ordered, cycles: acyclic ? ('deny' as const) : ('allow' as const) }
  return {
    harness: { ...harness, layers: structure.length > 0 ? layers : null },
    evidence: [...evidence, ...structure],
  }
}

async function firstThatHolds(
  candidates: Layers[],
  holds: (layers: Layers) => Promise<boolean>,
): Promise<Pick<Layers, 'order' | 'shared'> | null> {
  for (const candidate of candidates)
    if (await holds(candidate)) return { order: candidate.order, shared: candidate.shared }
  return null
}

/** Tests beside the sources may import what they like; they are left out where they do. */
function withAndWithoutTests(
  { order, shared }: Pick<Layers, 'order' | 'shared'>,
  { paths }: Checkout,
): Layers[] {
  const globs = [...order.flatMap((layer) => layer.paths), ...shared]
  const inside = [...paths].filter((path) => matchGlobs(globs, path))
  const taken = TEST_GLOBS.filter(({ test }) => inside.some((path) => test.test(path))).map(
    ({ glob }) => `!${glob}`,
  )
  const without = {
    order: order.map((layer) => ({ ...layer, paths: [...layer.paths, ...taken] })),
    shared: shared.length === 0 ? shared : [...shared, ...taken],
  }
  return [
    { ...NO_LAYERS, order, shared },
    { ...NO_LAYERS, ...without },
  ]
}
