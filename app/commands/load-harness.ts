import { CALLER_WORKFLOW_PATH } from '../../core/harness/caller-workflow.ts'
import { detectHarness, MANIFESTS } from '../../core/harness/detect-harness.ts'
import { parseHarness } from '../../core/harness/parse-harness.ts'
import type { Situation } from '../../core/run/decision.ts'
import type { RepositoryClient } from '../github/installation.ts'
import { listRoot } from '../github/read-base.ts'
import { type BaseFile, readFiles } from '../github/read-files.ts'

/** Where a repository keeps its rules. */
export const HARNESS_PATH = '.github/agent.yml'

/** The repository's rules at one commit, and whether the workflow the app dispatches is there. Two calls at most four. */
export async function loadHarness(
  client: RepositoryClient,
  sha: string,
): Promise<Pick<Situation, 'harness' | 'workflow'>> {
  const files = await readFiles(client, sha, [HARNESS_PATH, CALLER_WORKFLOW_PATH])
  const own = files.get(HARNESS_PATH)
  return {
    harness: own === undefined ? await detect(client, sha) : read(own),
    workflow: { path: CALLER_WORKFLOW_PATH, exists: files.has(CALLER_WORKFLOW_PATH) },
  }
}

/** A file that is there counts, whatever is in it: never defaults in place of a broken one. */
function read({ text }: BaseFile): Situation['harness'] {
  const parsed =
    text === null
      ? {
          kind: 'broken' as const,
          problems: [{ line: 1, column: 1, path: '', message: 'This is no text file.' }],
        }
      : parseHarness(text, HARNESS_PATH)
  return parsed.kind === 'ok'
    ? { kind: 'ok', harness: parsed.harness, origin: { from: 'file', path: HARNESS_PATH } }
    : { kind: 'broken', path: HARNESS_PATH, problems: parsed.problems }
}

async function detect(client: RepositoryClient, sha: string): Promise<Situation['harness']> {
  const paths = await listRoot(client, sha)
  const manifests = MANIFESTS.filter((path) => path.includes('/') || paths.includes(path))
  const files = await readFiles(client, sha, manifests)
  const found = [...files].flatMap(([path, { text }]) => (text === null ? [] : [[path, text] as const]))
  const { harness, evidence } = detectHarness({ paths, read: Object.fromEntries(found) })
  return { kind: 'ok', harness, origin: { from: 'detected', evidence } }
}
