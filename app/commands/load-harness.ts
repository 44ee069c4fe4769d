import { CALLER_WORKFLOW_PATH } from '../../core/harness/caller-workflow.ts'
import { detectHarness, MANIFESTS } from '../../core/harness/detect-harness.ts'
import { effectiveHarness } from '../../core/harness/narrow/effective-harness.ts'
import { readHarness } from '../../core/harness/read-harness.ts'
import type { Situation } from '../../core/run/decision.ts'
import type { RepositoryClient } from '../github/installation.ts'
import { listRoot } from '../github/read-base.ts'
import { type BaseFile, readFiles } from '../github/read-files.ts'
import type { LoadParents } from './load-parents.ts'
import { whyNoText } from './why-no-text.ts'

/** Where a repository keeps its rules. */
export const HARNESS_PATH = '.github/agent.yml'
/** Where people put them by mistake: rules that nobody reads would be worse than none. */
const MISNAMED = '.github/agent.yaml'

/**
 * The repository's effective rules at one commit, and whether the workflow the app dispatches is there. Two calls at most
 * four, and three for each file it extends that was not read before.
 */
export async function loadHarness(
  client: RepositoryClient,
  sha: string,
  parents: LoadParents,
): Promise<Pick<Situation, 'harness' | 'workflow'>> {
  const files = await readFiles(client, sha, [HARNESS_PATH, MISNAMED, CALLER_WORKFLOW_PATH])
  return {
    harness: (await harnessIn(files, parents)) ?? (await detect(client, sha)),
    workflow: { path: CALLER_WORKFLOW_PATH, exists: files.has(CALLER_WORKFLOW_PATH) },
  }
}

/** What has to be read of a commit to know its rules. */
export const RULE_FILES = [HARNESS_PATH, MISNAMED]

/** The rules that stand in files of one commit; null when there are none. */
export async function harnessIn(
  files: ReadonlyMap<string, BaseFile>,
  parents: LoadParents,
): Promise<Situation['harness'] | null> {
  const own = files.get(HARNESS_PATH)
  if (own !== undefined) return read(own, parents)
  return files.has(MISNAMED) ? broken(MISNAMED, `nobody reads this file; rename it to ${HARNESS_PATH}`) : null
}

/** A file that is there counts, whatever is in it: never defaults in place of a broken one. */
async function read(file: BaseFile, parents: LoadParents): Promise<Situation['harness']> {
  return file.text === null ? broken(HARNESS_PATH, whyNoText(file)) : loadEffective(file.text, parents)
}

/** Text of an agent.yml → what holds with it: narrowed by its own parents, not yet by labels, role and operator. */
export async function loadEffective(text: string, parents: LoadParents): Promise<Situation['harness']> {
  const parsed = await readHarness(text, HARNESS_PATH)
  if (parsed.kind === 'broken') return { kind: 'broken', path: HARNESS_PATH, problems: parsed.problems }
  const { harness, places } = parsed
  const found = await parents(harness.extends)
  const problems = found.flatMap((parent, index) => {
    if (parent.kind === 'ok') return []
    const place = places(['extends', index]) ?? { line: 1, column: 1 }
    return [{ ...place, path: `extends[${index}]`, message: parent.message }]
  })
  if (problems.length > 0) return { kind: 'broken', path: HARNESS_PATH, problems }
  const effective = effectiveHarness({
    parents: found.flatMap((parent) => (parent.kind === 'ok' ? [parent.source] : [])),
    file: { from: 'file', name: HARNESS_PATH, harness, places },
  })
  return effective.kind === 'ok'
    ? { ...effective, origin: { from: 'file', path: HARNESS_PATH } }
    : { ...effective, path: HARNESS_PATH }
}

function broken(path: string, message: string): Situation['harness'] {
  return { kind: 'broken', path, problems: [{ line: 1, column: 1, path: '', message }] }
}

async function detect(client: RepositoryClient, sha: string): Promise<Situation['harness']> {
  const paths = await listRoot(client, sha)
  const manifests = MANIFESTS.filter((path) => path.includes('/') || paths.includes(path))
  const files = await readFiles(client, sha, manifests)
  const found = [...files].flatMap(([path, { text }]) => (text === null ? [] : [[path, text] as const]))
  const { harness, evidence } = detectHarness({ paths, read: Object.fromEntries(found) })
  return { kind: 'ok', harness, origin: { from: 'detected', evidence } }
}
