import { withoutComments } from '../../source/without-comments.ts'
import { globsBehind } from './globs-behind.ts'
import type { Loose } from './loose.ts'

/** `"no-console": "off"`, `'no-console': 0`, `"noConsole": ["off", …]`; globs behind `ignores`. */
export function rulesOff(text: string, path: string): Loose[] {
  const bare = withoutComments(text, path.endsWith('rc') || path.endsWith('json') ? 'x.js' : path)
  const off = Array.from(
    bare.matchAll(/["']?([\w@/-]{2,100})["']?[ \t]*:[ \t]*\[?[ \t]*(?:["']off["']|off\b|0[ \t]*[,\]}\n])/g),
    ([, rule]) => ({
      key: `off ${rule}`,
      evidence: `switches off the rule ${rule}`,
      word: rule!,
    }),
  )
  const biome = Array.from(
    bare.matchAll(/"(linter|formatter|enabled|recommended)"[ \t]*:[ \t]*false/g),
    ([, name]) => ({
      key: `off ${name}`,
      evidence: `sets ${name} to false`,
      word: name!,
    }),
  )
  return [
    ...off,
    ...biome,
    ...globsBehind(bare, /\b(?:ignores|ignorePatterns|excludedFiles|ignore)["']?\s*:\s*\[/g, 'ignores'),
  ]
}
