import { stripInvisible } from '../markdown/invisible.ts'
import type { Plan } from '../run/plan.ts'
import { inert } from './inert.ts'
import { plural } from './numbers.ts'

const WIDTH = 100

/**
 * A plan as plain text, the same for the same plan: what people read, what its hash is of, and what the agent gets. It is
 * shown as code, so long lines are broken, nothing in it is hidden, and nothing in it acts.
 */
export function planText({ steps, paths, files, lines, questions }: Plan): string {
  const parts = [
    ['Steps:', ...steps.map((step, index) => entry(`${index + 1}. `, step))],
    [`Size: about ${plural(files, 'file')}, ${plural(lines, 'line')} added and removed`],
    paths.length === 0 ? [] : ['Files:', ...paths.map((path) => entry('- ', path))],
    questions.length === 0 ? [] : ['Open questions:', ...questions.map((one) => entry('- ', one))],
  ]
  return inert(
    parts
      .filter((part) => part.length > 0)
      .map((part) => part.join('\n'))
      .join('\n\n'),
  )
}

/** A list's entry, wrapped between words and indented below its mark. */
function entry(mark: string, text: string): string {
  const indent = ' '.repeat(mark.length)
  const out: string[] = []
  let line = ''
  for (const word of stripInvisible(text).split(/\s+/).filter(Boolean)) {
    if (line !== '' && line.length + 1 + word.length > WIDTH - mark.length) {
      out.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...out, line].map((one, index) => (index === 0 ? mark : indent) + one).join('\n')
}
