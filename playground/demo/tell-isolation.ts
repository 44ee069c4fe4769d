import type { Stage } from '../stage.ts'

/** One line says which walls stand around the agent's tools; without any, it says so plainly, and how to get some. */
export function tellIsolation({ apart, words }: Stage['isolation']): string[] {
  if (apart) return [`The agent's tools are kept apart by ${words.split(':')[0]}.`]
  return [
    "WITHOUT A SANDBOX: the agent's commands run on this machine as you do, with your files and your network.",
    ...words.split('\n').map((line) => (line === '' ? '' : `  ${line}`)),
  ]
}
