import type { Loose } from './loose.ts'

export function phpstanIgnores(text: string): Loose[] {
  return Array.from(
    text.matchAll(/^[ \t]*(?:-[ \t]*)?(?:message:[ \t]*)?(['"]?[#~/][^\n]{2,300})$/gm),
    ([, message]) => ({
      key: `ignore ${message}`,
      evidence: `ignores the error ${message}`,
      word: message!,
    }),
  )
}
