import { cutLine } from './cut.ts'
import { inert } from './inert.ts'
import { count, listed } from './numbers.ts'

/** `acts`: it is ours alone, and closes an issue on purpose. */
export type Section = { name: string; text: string; acts?: true }

/**
 * Puts sections together in their order; those for which there is no room are named at the end, with where the whole is.
 * Empty ones are left out. What closes issues or commands bots only where two harmless pieces met is made harmless here.
 */
export function fitSections(
  sections: Section[],
  most: number,
  whole = "The run's report has it all.",
): string {
  const out: string[] = []
  const dropped: string[] = []
  let left = most - NOTE
  for (const { name, text: written, acts = false } of sections) {
    if (written === '') continue
    const text = acts ? written : inert(written)
    if (text.length + 2 > left) dropped.push(name)
    else {
      out.push(text)
      left -= text.length + 2
    }
  }
  if (dropped.length > 0) {
    const names = cutLine(listed(counted(dropped)), NOTE - 50 - whole.length)
    out.push(`*${[`Left out for length: ${names}.`, whole].join(' ').trim()}*`)
  }
  return out.join('\n\n')
}

/** "a finding" of which there are several stands there once, with how many. */
function counted(names: string[]): string[] {
  return [...Map.groupBy(names, (name) => name)].map(([name, { length }]) =>
    length === 1 ? name : `${name} (${count(length)} times)`,
  )
}

const NOTE = 500
