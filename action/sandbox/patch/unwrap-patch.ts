const BEGIN = '*** Begin Patch'
const END = '*** End Patch'
const HEADER = /^\*\*\* (Add|Update|Delete) File: /

/**
 * The lines between "*** Begin Patch" and "*** End Patch", each with its 1-based number in the text given. What models
 * write around it is left out: Markdown fences, `apply_patch <<'EOF'`, words before and after. A missing frame is no
 * error as long as the text is a patch.
 */
export function unwrapPatch(text: string): { text: string; number: number }[] {
  const lines = text
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n')
    .split('\n')
    .map((line, index) => ({ text: line, number: index + 1 }))
  const begin = lines.findIndex((line) => line.text.trim() === BEGIN)
  const first = begin === -1 ? lines.findIndex((line) => HEADER.test(line.text)) : begin + 1
  const start = first === -1 ? 0 : first
  const end = lines.findIndex((line, index) => index >= start && line.text.trim() === END)
  return end === -1 ? withoutTrailer(lines.slice(start)) : lines.slice(start, end)
}

/** Without an end mark a closing fence or heredoc word may be left at the end. */
function withoutTrailer<Line extends { text: string }>(lines: Line[]): Line[] {
  const last = lines.findLastIndex((line) => line.text.trim() !== '')
  const isTrailer = /^(`{3,}|~{3,}|EOF|PATCH|')$/.test(lines[last]?.text.trim() ?? '')
  return lines.slice(0, isTrailer ? last : last + 1)
}
