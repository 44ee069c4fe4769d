import type { PlaceProblem } from '../place-comment.ts'

/** "Pull request review thread line must be part of the diff and Pull request review thread diff hunk can't be blank" */
export function placeSentence(problems: PlaceProblem[]): string {
  const parts = problems.map(
    ({ field, message }) => `Pull request review thread ${field.replace('_', ' ')} ${message}`,
  )
  return parts.length < 3 ? parts.join(' and ') : `${parts.slice(0, -1).join(', ')}, and ${parts.at(-1)}`
}
