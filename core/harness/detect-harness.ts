import { MAX_COMMAND_TIMEOUT } from '../run/limits.ts'
import { defaultHarness } from './default-harness.ts'
import { detectEcosystems } from './detect/ecosystems.ts'
import { detectMake } from './detect/make.ts'
import { detectNode } from './detect/node.ts'
import { detectPython } from './detect/python.ts'
import { type Detected, type DetectedCheck, toRoot } from './detect/root.ts'
import type { Check, Harness } from './harness.ts'

/** Root paths whose text is wanted; of all others the name is enough. */
export const MANIFESTS: string[] = [
  ...['package.json', 'GNUmakefile', 'makefile', 'Makefile'],
  ...['pyproject.toml', 'setup.cfg', 'tox.ini', 'pytest.ini', 'requirements.txt', 'requirements-dev.txt'],
]

/**
 * The harness of a repository that has no `.github/agent.yml`, from what stands at its root.
 * `paths`: the names there; `read`: text of those in MANIFESTS. Evidence is what was seen, a sentence each.
 */
export function detectHarness(listing: { paths: string[]; read: Record<string, string> }): {
  harness: Harness
  evidence: string[]
} {
  const root = toRoot(listing)
  const languages = [detectNode(root), detectPython(root), ...detectEcosystems(root)].filter(
    (found) => found !== null,
  )
  const make = detectMake(root)
  const all = make ? [...languages, withoutKinds(make, languages)] : languages
  const setups = [...new Set(all.flatMap(({ setup }) => setup ?? []))]
  const checks = dedupe(all.flatMap((found) => found.checks)).map(toCheck)
  const harness: Harness = {
    ...defaultHarness(),
    setup:
      setups.length === 0 ? null : { run: setups.join(' && '), network: true, timeout: MAX_COMMAND_TIMEOUT },
    checks,
  }
  const evidence = all.flatMap((found) => found.evidence)
  return { harness, evidence: checks.length > 0 ? evidence : [...evidence, NOTHING] }
}

const NOTHING =
  'No check was detected: write `checks` in .github/agent.yml, so that a change can be tried before it is published.'

/** A Makefile beside a language mostly calls the same tools: it counts for what the languages leave open. */
function withoutKinds(make: Detected, languages: Detected[]): Detected {
  const kinds = new Set(languages.flatMap(({ checks }) => checks.map(({ kind }) => kind)))
  const checks = make.checks.filter(({ kind }) => !kinds.has(kind))
  return {
    ...make,
    checks,
    evidence: make.evidence.filter((_, index) => checks.includes(make.checks[index]!)),
  }
}

function dedupe(checks: DetectedCheck[]): DetectedCheck[] {
  return checks.filter((check, index) => checks.findIndex(({ name }) => name === check.name) === index)
}

function toCheck({ name, run, fix }: DetectedCheck): Check {
  return {
    name,
    run,
    parse: 'auto',
    ...(fix === undefined ? {} : { fix }),
    timeout: MAX_COMMAND_TIMEOUT,
    retry: 0,
    paths: [],
    required: true,
  }
}
