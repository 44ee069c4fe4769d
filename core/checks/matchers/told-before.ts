const FRAME = /^\s*(?:at\s|❯\s)/
/** `  > 5 |   expect(…)`: the code itself, which the place shows anyway. */
const CODE = /^\s*>?\s*\d*\s*\|/
const MESSAGE_LINES = 12

/** What a test runner says of a failure before its code and its trace: at most twelve lines, without the indent they share. */
export function toldBefore(lines: readonly string[]): string {
  const end = lines.findIndex((line) => FRAME.test(line) || CODE.test(line))
  const said = (end === -1 ? lines : lines.slice(0, end)).filter((line) => line.trim() !== '')
  const shown = said.slice(0, MESSAGE_LINES)
  const indent = Math.min(...shown.map((line) => line.length - line.trimStart().length))
  return shown.map((line) => line.slice(indent).trimEnd()).join('\n')
}
