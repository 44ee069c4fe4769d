import { CALLER_WORKFLOW_PATH } from '../../core/harness/caller-workflow.ts'
import { detectHarness, MANIFESTS } from '../../core/harness/detect-harness.ts'
import { parseHarness } from '../../core/harness/parse-harness.ts'
import type { Situation } from '../../core/run/decision.ts'
import type { RepositoryClient } from '../github/installation.ts'
import { listRoot } from '../github/read-base.ts'
import { type BaseFile, readFiles } from '../github/read-files.ts'

/** Where a repository keeps its rules. */
export const HARNESS_PATH = '.github/agent.yml'
/** Where people put them by mistake: rules that nobody reads would be worse than none. */
const MISNAMED = '.github/agent.yaml'

/** The repository's rules at one commit, and whether the workflow the app dispatches is there. Two calls at most four. */
export async function loadHarness(
  client: RepositoryClient,
  sha: string,
): Promise<Pick<Situation, 'harness' | 'workflow'>> {
  const files = await readFiles(client, sha, [HARNESS_PATH, MISNAMED, CALLER_WORKFLOW_PATH])
  return {
    harness: harnessIn(files) ?? (await detect(client, sha)),
    workflow: { path: CALLER_WORKFLOW_PATH, exists: files.has(CALLER_WORKFLOW_PATH) },
  }
}

/** What has to be read of a commit to know its rules. */
export const RULE_FILES = [HARNESS_PATH, MISNAMED]

/** The rules that stand in files of one commit; null when there are none. */
export function harnessIn(files: ReadonlyMap<string, BaseFile>): Situation['harness'] | null {
  const own = files.get(HARNESS_PATH)
  if (own !== undefined) return read(own)
  return files.has(MISNAMED) ? broken(MISNAMED, `nobody reads this file; rename it to ${HARNESS_PATH}`) : null
}

/** A file that is there counts, whatever is in it: never defaults in place of a broken one. */
function read(file: BaseFile): Situation['harness'] {
  if (file.text === null) return broken(HARNESS_PATH, whyNoText(file))
  const parsed = parseHarness(file.text, HARNESS_PATH)
  return parsed.kind === 'ok'
    ? { kind: 'ok', harness: parsed.harness, origin: { from: 'file', path: HARNESS_PATH } }
    : { kind: 'broken', path: HARNESS_PATH, problems: parsed.problems }
}

function broken(path: string, message: string): Situation['harness'] {
  return { kind: 'broken', path, problems: [{ line: 1, column: 1, path: '', message }] }
}

function whyNoText({ mode, bytes }: BaseFile): string {
  if (mode === '120000') return 'this is a symbolic link; put the rules themselves here'
  if (!mode.startsWith('100')) return 'this is no file; put a text file with the rules here'
  return `these ${bytes} bytes are no text, or too many of it; put a text file with the rules here`
}

async function detect(client: RepositoryClient, sha: string): Promise<Situation['harness']> {
  const paths = await listRoot(client, sha)
  const manifests = MANIFESTS.filter((path) => path.includes('/') || paths.includes(path))
  const files = await readFiles(client, sha, manifests)
  const found = [...files].flatMap(([path, { text }]) => (text === null ? [] : [[path, text] as const]))
  const { harness, evidence } = detectHarness({ paths, read: Object.fromEntries(found) })
  return { kind: 'ok', harness, origin: { from: 'detected', evidence } }
}
