import { WorkflowProblem } from '../workflow-problem.ts'

/**
 * What a step wrote to GITHUB_OUTPUT, GITHUB_ENV or GITHUB_STATE: `name=value`, or `name<<DELIMITER`, lines, `DELIMITER`.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#multiline-strings
 */
export function parseFileCommand(text: string): [name: string, value: string][] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  const pairs: [string, string][] = []
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? ''
    if (line === '') continue
    const equals = line.indexOf('=')
    const heredoc = line.indexOf('<<')
    if (heredoc >= 0 && (equals < 0 || heredoc < equals)) {
      const [name, delimiter] = [line.slice(0, heredoc), line.slice(heredoc + 2)]
      if (name === '' || delimiter === '')
        throw new WorkflowProblem(
          `Invalid format '${line}'. Name must not be empty and delimiter must not be empty.`,
        )
      const end = lines.indexOf(delimiter, at + 1)
      if (end < 0) throw new WorkflowProblem(`Invalid value. Matching delimiter not found '${delimiter}'.`)
      pairs.push([name, lines.slice(at + 1, end).join('\n')])
      at = end
    } else if (equals > 0) {
      pairs.push([line.slice(0, equals), line.slice(equals + 1)])
    } else {
      throw new WorkflowProblem(`Invalid format '${line}'. Write name=value.`)
    }
  }
  return pairs
}
