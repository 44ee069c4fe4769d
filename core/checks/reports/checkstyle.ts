import type { Level } from '../../rules/finding.ts'
import type { Draft, Format, Repo } from '../format.ts'
import { placeAt } from '../place-at.ts'
import { attribute, children, parseXml, type XmlNode } from './xml.ts'

const LISTS = new Set(['file', 'error'])
const LEVELS: Record<string, Level> = { error: 'error', warning: 'warn', info: 'info', ignore: 'info' }

/** Checkstyle's XML, which linters of many languages can write. https://checkstyle.org/ */
export const checkstyle: Format = {
  name: 'checkstyle',
  structured: true,
  sniff: (text) => /<checkstyle[\s>/]/.test(text),
  parse(text, repo) {
    const start = text.search(/<checkstyle[\s>/]/)
    const close = text.lastIndexOf('</checkstyle>')
    if (start === -1) return { kind: 'broken', why: 'there is no <checkstyle> in it' }
    if (/<!DOCTYPE/i.test(text.slice(0, start)))
      return { kind: 'broken', why: 'a DOCTYPE has no place in checkstyle XML' }
    const xml = close === -1 ? text.slice(start, text.lastIndexOf('>') + 1) : text.slice(start, close + 13)
    const parsed = parseXml(xml, { lists: LISTS, what: 'checkstyle XML' })
    if (parsed.kind === 'broken') return parsed
    const drafts = children(parsed.root, 'checkstyle').flatMap((root) =>
      children(root, 'file').flatMap((file) =>
        children(file, 'error').map((error) => toDraft(error, { file: attribute(file, 'name'), repo })),
      ),
    )
    return { kind: 'drafts', drafts }
  },
}

function toDraft(error: XmlNode, { file, repo }: { file: string; repo: Repo }): Draft {
  const id = ruleOf(attribute(error, 'source'))
  const line = Number(attribute(error, 'line'))
  const column = Number(attribute(error, 'column'))
  return {
    id,
    level: LEVELS[attribute(error, 'severity').toLowerCase()] ?? 'error',
    // Line 0 is the whole file.
    place:
      file === '' ? null : placeAt(repo, file, line > 0 ? { line, column: column > 0 ? column : null } : {}),
    message: withoutRule(attribute(error, 'message'), id) || id || 'A remark without a message.',
  }
}

/** `eslint.rules.semi`, `ShellCheck.SC2164`, `com.puppycrawl.….IndentationCheck`: the rule stands at the end. */
function ruleOf(source: string): string {
  const known = /^(?:eslint\.rules|ShellCheck|stylelint\.rules)\.(.+)$/.exec(source)
  if (known !== null) return known[1]!
  return /^[a-z]\w*(?:\.\w+){3,}$/.test(source) ? source.slice(source.lastIndexOf('.') + 1) : source
}

/** ESLint writes the rule behind the message as well. */
function withoutRule(message: string, id: string): string {
  return id !== '' && message.endsWith(` (${id})`) ? message.slice(0, -id.length - 3) : message
}
