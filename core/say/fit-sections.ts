import { listed } from './numbers.ts'

export type Section = { name: string; text: string }

/**
 * Puts sections together in their order; those for which there is no room are named at the end, with where the whole is.
 * Empty ones are left out.
 */
export function fitSections(
  sections: Section[],
  most: number,
  whole = "The run's report has it all.",
): string {
  const out: string[] = []
  const dropped: string[] = []
  let left = most - NOTE
  for (const { name, text } of sections) {
    if (text === '') continue
    if (text.length + 2 > left) dropped.push(name)
    else {
      out.push(text)
      left -= text.length + 2
    }
  }
  if (dropped.length > 0)
    out.push(`*${[`Left out for length: ${listed(dropped)}.`, whole].join(' ').trim()}*`)
  return out.join('\n\n')
}

const NOTE = 500
