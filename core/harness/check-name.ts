const SCRIPT = /^(?:npm|pnpm|yarn|bun)(?: run)? ([\w:.-]+)$/

/** What a check is called when it has no name: the script of a package manager, else its first line. */
export function checkName(run: string): string {
  const [first = ''] = run.trim().split('\n', 1)
  const name = SCRIPT.exec(first)?.[1] ?? first.replaceAll(/\p{Cc}/gu, ' ').trim()
  return [...name].slice(0, 100).join('')
}
