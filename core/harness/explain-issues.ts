import type { z } from 'zod'
import { knownKeys } from './known-keys.ts'
import { describeValue } from './schema/expected.ts'
import { unknownKey } from './unknown-key.ts'
import { type Misplaced, nodeAt, placeOf, placeOfKey, toValue, type YamlNode } from './yaml-node.ts'

type Issue = z.core.$ZodIssue

/** Zod's issues → sentences at their places: one per unknown key, and of a union only the branch that was meant. */
export function explainIssues(issues: Issue[], root: YamlNode): Misplaced[] {
  return issues.flatMap((issue) => explain(issue, root, []))
}

function explain(issue: Issue, root: YamlNode, above: PropertyKey[]): Misplaced[] {
  const path = [...above, ...issue.path]
  if (issue.code === 'invalid_union') {
    const meant = issue.errors.find(
      (branch) => !branch.some((inner) => isOtherKind(inner, nodeAt(root, path))),
    )
    if (meant) return meant.flatMap((inner) => explain(inner, root, path))
  }
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      at: placeOfKey(root, path, key),
      path: [...path, key],
      message: unknownKey(key, knownKeys(path)),
    }))
  }
  return [{ at: placeOf(root, path), path, message: sentence(issue, nodeAt(root, path), path) }]
}

function sentence(issue: Issue, node: YamlNode | undefined, path: PropertyKey[]): string {
  if (node === undefined) return `\`${String(path.at(-1))}\` is missing; write it`
  if (issue.code === 'invalid_value' && issue.values.length > 1)
    return `expected one of ${issue.values.map(String).join(', ')}, got ${describeValue(toValue(node))}`
  return issue.message
}

/** The value is of another kind than this branch of the union: text, or a map; only text can be one of some words. */
function isOtherKind(issue: Issue, node: YamlNode | undefined): boolean {
  if (issue.path.length > 0) return false
  return issue.code === 'invalid_type' || (issue.code === 'invalid_value' && node?.kind !== 'scalar')
}
