import type { Draft, Format } from '../format.ts'
import { toTestDraft } from '../test-runner.ts'

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
      const block = yamlBlock(lines, { from: index + 1, indent: indent! })
      const { details, end } = block
      index = end
      // A suite's braces, a to-do, or a suite that failed in its tests only.
      if (title.endsWith(' {') || /#\s*(?:todo|skip)\b/i.test(title)) continue
      if (field(details, 'failureType') === 'subtestsFailed') continue
      const name = title.replace(/ # time=\S{1,40}$/, '').trim()
      const told = block.yaml ? '' : details.join('\n')
      drafts.push(
        toTestDraft(
          {
            // ESLint's and Stylelint's tests are files.
            name: /^\/|^[A-Za-z]:[\\/]/.test(name) ? '' : name,
            file: name,
            location: field(details, 'location') ?? field(details, 'at') ?? '',
            message: field(details, 'error') || field(details, 'message') || beforeTrace(details, block.yaml),
            details: told || (field(details, 'stack') ?? ''),
          },
          repo,
        ),
      )
    }
    return { kind: 'drafts', drafts }
  },
}

/** The lines between `---` and `...` below a test, or what stands indented below it, and the index of the last one. */
function yamlBlock(
  lines: string[],
  { from, indent }: { from: number; indent: string },
): { details: string[]; end: number; yaml: boolean } {
  const details: string[] = []
  if (lines[from]?.trim() !== '---' || !lines[from]!.startsWith(indent)) {
    let end = from
    while (
      end < lines.length &&
      lines[end]!.startsWith(`${indent}  `) &&
      !NOT_OK.test(lines[end]!.slice(0, 4_000))
    )
      details.push(lines[end++]!)
    return { details, end: end - 1, yaml: false }
  }
  for (let index = from + 1; index < lines.length; index++) {
    if (lines[index]!.trim() === '...') return { details, end: index, yaml: true }
    details.push(lines[index]!)
  }
  return { details, end: lines.length, yaml: true }
}

/** Mocha writes what was said, and then the trace. */
function beforeTrace(details: string[], yaml: boolean): string {
  if (yaml) return ''
  const trace = details.findIndex((line) => /^\s+at /.test(line))
  return details
    .slice(0, trace === -1 ? details.length : trace)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, MESSAGE_LINES)
    .join('\n')
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
