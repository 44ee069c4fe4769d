/** @returns a module with the prompt in it, so that sources and bundle load it the same way: one line per line. */
export function toModule(markdown: string): string {
  const lines = markdown
    .trimEnd()
    .split('\n')
    .map((line) => `  ${quote(line)},`)
  return `// From base.md, by generate.ts. Change the Markdown, not this.
// biome-ignore-all format: one line of the prompt is one line here.
export const BASE = [
${lines.join('\n')}
].join('\\n')
`
}

function quote(line: string): string {
  return `'${line.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
