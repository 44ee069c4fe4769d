/** `::error file=a.ts,line=3::message`, as a step writes it to its output. */
export type LogCommand = { name: string; properties: Record<string, string>; message: string }

/** @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands */
export function parseCommand(line: string): LogCommand | null {
  const { name, list, message } = (FORM.exec(line) ?? OLD_FORM.exec(line))?.groups ?? {}
  if (name === undefined || message === undefined) return null
  const properties: Record<string, string> = {}
  for (const pair of (list ?? '').split(/[,;]/)) {
    const at = pair.indexOf('=')
    if (at > 0) properties[pair.slice(0, at).trim()] = decode(pair.slice(at + 1), PROPERTY)
  }
  return { name: name.toLowerCase(), properties, message: decode(message, MESSAGE) }
}

const FORM = /^\s*::(?<name>[^\s:,]+)(?: (?<list>.*?))?::(?<message>.*)$/s
/** `##[error]message`, anywhere in a line. */
const OLD_FORM = /##\[(?<name>[^\s\]]+)(?: (?<list>[^\]]*))?\](?<message>.*)$/s
const MESSAGE: Record<string, string> = { '%25': '%', '%0D': '\r', '%0A': '\n' }
const PROPERTY: Record<string, string> = { ...MESSAGE, '%3A': ':', '%2C': ',' }

function decode(text: string, escapes: Record<string, string>): string {
  return text.replace(/%[0-9A-F]{2}/g, (found) => escapes[found] ?? found)
}
