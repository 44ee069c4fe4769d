import { CALLER_WORKFLOW_PATH } from '../../core/harness/caller-workflow.ts'
import { MANIFESTS } from '../../core/harness/detect-harness.ts'
import type { Situation } from '../../core/run/decision.ts'
import type { RepositoryClient } from '../github/installation.ts'
import { listRoot } from '../github/read-base.ts'
import { type BaseFile, readFiles } from '../github/read-files.ts'
import type { Judge } from '../judging/tasks.ts'
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
  reading: Reading,
): Promise<Pick<Situation, 'harness' | 'workflow'>> {
  const files = await readFiles(client, sha, [HARNESS_PATH, MISNAMED, CALLER_WORKFLOW_PATH])
  return {
    harness: (await harnessIn(files, reading)) ?? (await detect(client, sha, reading.judge)),
    workflow: { path: CALLER_WORKFLOW_PATH, exists: files.has(CALLER_WORKFLOW_PATH) },
  }
}

/** What reading rules takes: the files they extend, and a process of their own to be read in. */
export type Reading = { parents: LoadParents; judge: Judge }

/** What has to be read of a commit to know its rules. */
export const RULE_FILES = [HARNESS_PATH, MISNAMED]

/** The rules that stand in files of one commit; null when there are none. @throws Unjudged */
export async function harnessIn(
  files: ReadonlyMap<string, BaseFile>,
  reading: Reading,
): Promise<Situation['harness'] | null> {
  const own = files.get(HARNESS_PATH)
  if (own !== undefined) return read(own, reading)
  return files.has(MISNAMED) ? broken(MISNAMED, `nobody reads this file; rename it to ${HARNESS_PATH}`) : null
}

/** A file that is there counts, whatever is in it: never defaults in place of a broken one. */
async function read(file: BaseFile, { parents, judge }: Reading): Promise<Situation['harness']> {
  const { text } = file
  if (text === null) return broken(HARNESS_PATH, whyNoText(file))
  const first = await judge('rules', { path: HARNESS_PATH, text, parents: null })
  if (first.kind !== 'extends') return first
  const found = await parents(first.entries)
  const second = await judge('rules', { path: HARNESS_PATH, text, parents: found })
  if (second.kind === 'extends') throw new Error('The same text extends other files when it is read again.')
  return second
}

function broken(path: string, message: string): Situation['harness'] {
  return { kind: 'broken', path, problems: [{ line: 1, column: 1, path: '', message }] }
}

async function detect(client: RepositoryClient, sha: string, judge: Judge): Promise<Situation['harness']> {
  const paths = await listRoot(client, sha)
  const manifests = MANIFESTS.filter((path) => path.includes('/') || paths.includes(path))
  const files = await readFiles(client, sha, manifests)
  const found = [...files].flatMap(([path, { text }]) => (text === null ? [] : [[path, text] as const]))
  const { harness, evidence } = await judge('detect', { paths, read: Object.fromEntries(found) })
  return { kind: 'ok', harness, origin: { from: 'detected', evidence } }
}
