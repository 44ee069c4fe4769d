import { CALLER_WORKFLOW_PATH } from '../core/harness/caller-workflow.ts'
import type { Harness } from '../core/harness/harness.ts'
import type { Places } from '../core/harness/places.ts'
import { readHarness } from '../core/harness/read-harness.ts'
import { Refused } from './refused.ts'
import type { Checkout } from './repository/checkout.ts'

/** `text` is the file's; `places` where each value stands in it. */
export type ReadRules = { harness: Harness; places: Places; text: string }

export const HARNESS_PATH = '.github/agent.yml'

/**
 * The rules of a checkout from one place: its files, or its base commit.
 *
 * @param read Text of a path there; null for no text, undefined for no such file.
 * @param whyNot Why a path there has no text: "it is binary".
 * @throws Refused with every mistake at its line.
 */
export async function readRules(
  read: (path: string) => string | null | undefined,
  { where, whyNot }: { where: string; whyNot?: (path: string) => string | undefined },
): Promise<ReadRules> {
  const text = read(HARNESS_PATH)
  if (text === undefined) throw new Refused(missing(read, where))
  if (text === null) {
    const why = whyNot?.(HARNESS_PATH) ?? 'it is no text file'
    throw new Refused(`${HARNESS_PATH} ${where} cannot be read, because ${why}. Nothing was judged.`)
  }
  const loaded = await readHarness(text, HARNESS_PATH)
  if (loaded.kind === 'ok') return { ...loaded, text }
  const list = loaded.problems.map(
    ({ line, column, path, message }) =>
      `  ${HARNESS_PATH}:${line}:${column}${path === '' ? '' : ` ${path}`}: ${message}`,
  )
  throw new Refused(`${HARNESS_PATH} ${where} is broken, so nothing was judged:\n${list.join('\n')}`)
}

/** The rules of the working tree. */
export function readRulesHere({ paths, read, skipped }: Checkout): Promise<ReadRules> {
  return readRules((path) => (paths.has(path) ? read(path) : undefined), {
    where: 'here',
    whyNot: (path) => skipped.get(path),
  })
}

function missing(read: (path: string) => string | null | undefined, where: string): string {
  const misnamed = ['.github/agent.yaml', 'agent.yml'].find((path) => read(path) !== undefined)
  if (misnamed !== undefined) return `nobody reads ${misnamed}; rename it to ${HARNESS_PATH}.`
  const workflow =
    read(CALLER_WORKFLOW_PATH) === undefined
      ? ''
      : ` (${CALLER_WORKFLOW_PATH} is the workflow, not the rules)`
  return `there is no ${HARNESS_PATH} ${where}${workflow}. \`reins init\` writes one.`
}
