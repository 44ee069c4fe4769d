import { setImmediate } from 'node:timers/promises'
import { TASKS } from './tasks.ts'

/** Uses both parsers, an expression and layers, so that no stranger's text waits until these are loaded and compiled. */
const RULES = `version: 1
layers:
  order:
    - { name: a, paths: [a/**] }
    - { name: b, paths: [b/**] }
invariants:
  - { id: a, regex: 'a+b' }
  - { id: b, ast: { language: TypeScript, rule: { kind: predefined_type, regex: '^any$' } } }
`
const FILE = {
  path: 'a/a.ts',
  status: 'modified' as const,
  before: "import '../b/b.ts'\n",
  after: "import '../b/b.ts'\nexport const a: number = 1\n",
  binary: false,
  modeBefore: '100644',
  modeAfter: '100644',
}

/**
 * Loads what every task needs and carries out the slow ones once, with nothing of anybody in it. Whoever is asked
 * meanwhile does that first.
 */
export async function rehearse(isAsked: () => boolean): Promise<void> {
  for (const step of [...Object.values(TASKS).map(({ load }) => load), applyRules]) {
    // A message is heard between two steps.
    await setImmediate()
    if (isAsked()) return
    await step()
  }
}

async function applyRules(): Promise<void> {
  const [readRules, applyToChange] = await Promise.all([TASKS.rules.load(), TASKS.change.load()])
  const read = await readRules({ path: 'agent.yml', text: RULES, parents: null })
  if (read.kind !== 'ok')
    throw new Error(`The rules of the rehearsal are not in order: ${JSON.stringify(read)}`)
  const whole = { notRead: [], unlisted: 0, byAgent: false, pathsCut: false, texts: new Map() }
  await applyToChange({
    ...{ harness: read.harness, files: [FILE], paths: 'a/a.ts\nb/b.ts', today: '2026-01-01' },
    ...whole,
  })
}
