import type { Draft, Format } from './format.ts'
import { toTestDraft } from './test-runner.ts'

const NOT_OK = /^(\s*)not ok\b(?: +\d+)?(?: +-)?(?: +(.*))?$/
const MESSAGE_LINES = 12

/** The Test Anything Protocol with YAML details. https://testanything.org/tap-version-14-specification.html */
export const tap: Format = {
  name: 'tap',
  structured: true,
  sniff: (text) =>
    /^TAP version 1[34]$/m.test(text) || (/^not ok \d+/m.test(text) && /^1\.\.\d+/m.test(text)),
  parse(text, repo) {
    const lines = text.split('\n')
    const drafts: Draft[] = []
    for (let index = 0; index < lines.length; index++) {
      const failed = lines[index]!.length > 4_000 ? null : NOT_OK.exec(lines[index]!)
      if (failed === null) continue
      const [, indent, title = ''] = failed
      const { details, end } = yamlBlock(lines, { from: index + 1, indent: indent! })
      index = end
      if (/#\s*(?:todo|skip)\b/i.test(title) || field(details, 'failureType') === 'subtestsFailed') continue
      const name = title.trim()
      const message = field(details, 'error') || field(details, 'message') || ''
      drafts.push(
        toTestDraft(
          {
            name,
            location: field(details, 'location') ?? '',
            message,
            details: field(details, 'stack') ?? '',
          },
          repo,
        ),
      )
    }
    return { kind: 'drafts', drafts }
  },
}

/** The lines between `---` and `...` below a test, and the index of the last one. */
function yamlBlock(
  lines: string[],
  { from, indent }: { from: number; indent: string },
): { details: string[]; end: number } {
  if (lines[from]?.trim() !== '---' || !lines[from]!.startsWith(indent)) return { details: [], end: from - 1 }
  const details: string[] = []
  for (let index = from + 1; index < lines.length; index++) {
    if (lines[index]!.trim() === '...') return { details, end: index }
    details.push(lines[index]!)
  }
  return { details, end: lines.length }
}

/** A field of the block: `key: 'text'`, or a block scalar's indented lines. */
function field(details: string[], key: string): string | null {
  const at = details.findIndex((line) => line.trimStart().startsWith(`${key}:`))
  if (at === -1) return null
  const line = details[at]!
  const value = line
    .trimStart()
    .slice(key.length + 1)
    .trim()
  if (!/^[|>][-+]?$/.test(value)) return value.replace(/^(['"])([\s\S]*)\1$/, '$2').replaceAll("''", "'")
  const deeper = line.length - line.trimStart().length + 1
  const rest = details.slice(at + 1)
  const end = rest.findIndex((one) => one.trim() !== '' && one.length - one.trimStart().length < deeper)
  const block = end === -1 ? rest : rest.slice(0, end)
  return block
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .slice(0, MESSAGE_LINES)
    .join('\n')
}
