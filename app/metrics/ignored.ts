import { OTHER } from './bounded-labels.ts'

/** Every reason for which a delivery is let go, as it is said where that is decided; none names anybody. */
const REASONS: ReadonlySet<string> = new Set([
  'a later review of the pull request waits',
  'a newer push took its turn',
  'a review that only comments decides nothing',
  'it leads to another server',
  'it was answered before',
  'no line begins like a command',
  'no line is a command',
  'no open pull request has this head',
  'nothing listens to it',
  'nothing to judge',
  'says what GitHub does not know',
  'somebody else is assigned',
  'the base branch has no rules',
  'the check run is not ours',
  'the comment is our own',
  'the delivery does not look like GitHub’s',
  'the delivery does not look like GitHub’s, or is of no open pull request',
  'the delivery names no installation',
  'the head moved on',
  'the installation has no run',
  'the issue has no run',
  'the pull request has the same base',
  'the pull request is closed',
  'the pull request or its base branch is gone',
  'the repository has no commit yet',
  'the repository is archived',
  'the rules are broken',
  'the run has its report already',
  'the text of the comment is the same',
  'the workflow run is none of ours',
  'this head is judged already',
  'we did it ourselves',
  'we wrote it ourselves',
])

/** Reasons that name somebody or something, by what they have in common. */
const NAMING: readonly (readonly [RegExp, string])[] = [
  [/ asks for nothing$/, 'asks for nothing'],
  [/^[\w.]+ does not look like GitHub's: /, 'the delivery does not look like GitHub’s'],
  [/ is no person$/, 'the sender is no person'],
  [/ is a bot(?: that the rules do not name$|: )/, 'the sender is a bot'],
  [/; told before$/, 'not permitted; told before'],
  [/^the rules start nothing at this \w+$/, 'the rules start nothing at this gesture'],
  [/^nobody can run the check run /, 'nobody can run this check run again'],
]

/** A value for a label: what strangers wrote is in none. */
export function ignoredLabel(reason: string): string {
  if (REASONS.has(reason)) return reason
  return NAMING.find(([pattern]) => pattern.test(reason))?.[1] ?? OTHER
}
