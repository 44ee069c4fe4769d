import { syntaxOf } from '../source/language.ts'
import { lineCounter } from '../source/line-counter.ts'
import { scanSource } from '../source/scan-source.ts'

export type Ignore = { text: string; line: number }

/** What tells a checker to look away, in comments. Without what is ignored, so that one more rule in an old line is told as well. */
const IN_COMMENTS: readonly RegExp[] = [
  /\b(?:eslint|oxlint)-disable(?:-(?:next-line|line))?(?![\w-])[^\n*]*/g,
  /@ts-(?:ignore|expect-error|nocheck)\b/g,
  /\bbiome-ignore(?:-(?:all|start))?\b[^\n:*]*/g,
  /\b(?:tslint:disable|stylelint-disable|jshint ignore|deno-lint-ignore|oxlint-ignore)[\w:-]*[^\n*]*/g,
  /\b(?:istanbul|c8|v8|node:coverage) (?:ignore|disable)\b[^\n*]*/g,
  /#\s*(?:ruff:\s*|flake8:\s*)?noqa\b[^\n]*/gi,
  /#\s*type:\s*ignore\b[^\n#]*/g,
  /#\s*(?:pyright|mypy|pyre|pytype|ty):\s*(?:ignore|disable|basic|ignore-errors)\b[^\n#]*/g,
  /\bpylint:\s*(?:disable|skip-file)[\w-]*[^\n]*/g,
  /\bpragma:\s*no (?:cover|branch)\b/g,
  /#\s*nosec\b[^\n]*/g,
  /\/\/\s*nolint\b[^\n]*/g,
  /(?:\/\/|#)\s*(?:#nosec|nosemgrep|NOSONAR|NOLINT\w*|noinspection)\b[^\n]*/g,
  /\brubocop:(?:disable|todo)\b[^\n]*/g,
  /:nocov:/g,
  /\bshellcheck disable=[^\n]*/g,
  /@?(?:phpstan|psalm)-(?:ignore|suppress)[\w-]*[^\n*]*/g,
  /\bphpcs:(?:ignore|disable)\b[^\n*]*/g,
  /@codeCoverageIgnore\w*/g,
  /\b(?:ktlint|detekt):?-?disable\b[^\n*]*/g,
  /\bswiftlint:disable\b[^\n]*/g,
  /\bcredo:disable[^\n]*/g,
  /\bskipcq\b[^\n]*/g,
]

const IN_CODE: readonly { files: RegExp; sign: RegExp }[] = [
  { files: /\.rs$/, sign: /#!?\[(?:allow|expect)\([^\]\n]*\]|#!?\[cfg_attr\([^\]\n]*\ballow\([^\]\n]*\]/g },
  { files: /\.(?:java|kts?|scala|groovy)$/, sign: /@(?:file:)?Suppress(?:Warnings|Lint|FBWarnings)?\b/g },
  {
    files: /\.cs$/,
    sign: /\[(?:assembly:\s*)?(?:SuppressMessage|ExcludeFromCodeCoverage|UnconditionalSuppressMessage)\b|^[ \t]*#pragma warning disable[^\n]*|^[ \t]*#nullable disable\b/gm,
  },
  { files: /\.(?:c|h|cc|cpp|cxx|hpp)$/, sign: /^[ \t]*#pragma (?:GCC|clang) diagnostic ignored[^\n]*/gm },
]

/** Every instruction to look away in a file, in order. */
export function findIgnores(path: string, text: string): Ignore[] {
  const syntax = syntaxOf(path)
  if (!syntax) return []
  const source = scanSource(text, syntax)
  const lineOf = lineCounter(text)
  const inCode = IN_CODE.filter(({ files }) => files.test(path)).map(({ sign }) => ({ sign, isCode: true }))
  const inComments = IN_COMMENTS.map((sign) => ({ sign, isCode: false }))
  return [...inCode, ...inComments]
    .flatMap(({ sign, isCode }) =>
      Array.from((isCode ? source.code : source.comments).matchAll(sign), ({ 0: found, index }) => {
        // What is suppressed stands in a string that `code` leaves out.
        const whole = isCode ? text.slice(index, index + found.length) : found
        return {
          text: whole
            .trim()
            .replaceAll(/\s+/g, ' ')
            .replace(/ --? .*$/, ''),
          line: lineOf(index),
        }
      }),
    )
    .sort((one, other) => one.line - other.line)
}
