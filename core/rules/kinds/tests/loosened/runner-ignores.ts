import { withoutComments } from '../../source/without-comments.ts'
import { globsBehind } from './globs-behind.ts'
import type { Loose } from './loose.ts'

export function runnerIgnores(text: string, path: string): Loose[] {
  const bare = withoutComments(text, path.endsWith('json') ? 'x.js' : path)
  const none = Array.from(bare.matchAll(/--?passWithNoTests\b|\bpassWithNoTests["']?\s*:\s*true/g), () => ({
    key: 'passWithNoTests',
    evidence: 'lets a run without any test pass',
    word: 'passWithNoTests',
  }))
  return [
    ...none,
    ...globsBehind(
      bare,
      /\b(?:testPathIgnorePatterns|coveragePathIgnorePatterns|modulePathIgnorePatterns|testIgnore|excludeSpecPattern)["']?\s*:\s*\[/g,
      'leaves out of the tests',
    ),
  ]
}
