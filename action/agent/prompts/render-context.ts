import type { Clean, Prompt } from '../../../core/clean/clean.ts'
import { code, fence, joined, prompt } from '../../../core/clean/prompt.ts'

export type ContextText = { path: string; text: Clean; cut: boolean }
export type DueText = ContextText & { holds: { folder: string } | { globs: string[] } }
export type IndexText = { entries: { path: string; heading: Clean | null }[]; more: number }

/** A file of the repository with instructions for the agent. */
export function renderContext({ path, text, cut }: ContextText): Prompt {
  return prompt`## ${code(path)}\n${body({ text, cut })}`
}

/** Files that are given because something they hold for was touched, the nearest first; "" when there are none. */
export function renderDue(files: DueText[]): Prompt {
  const due = files.map(({ path, holds, ...file }) => {
    const what = 'folder' in holds ? code(holds.folder) : joined(holds.globs.map(code), ', ')
    const rank = 'folder' in holds ? prompt` They go before those of folders above.` : prompt``
    return prompt`Instructions for ${what} (${code(path)}).${rank}\n${body(file)}`
  })
  return joined(due)
}

/** What there is to read; "" when there is nothing. */
export function renderIndex({ entries, more }: IndexText): Prompt {
  if (entries.length === 0 && more === 0) return prompt``
  const lines = entries.map(({ path, heading }) =>
    heading === null ? prompt`- ${code(path)}` : prompt`- ${code(path)}: ${code(heading)}`,
  )
  if (more > 0) lines.push(prompt`- and ${more} more`)
  return prompt`## To read when you need it\n${joined(lines, '\n')}`
}

function body({ text, cut }: Pick<ContextText, 'text' | 'cut'>): Prompt {
  if (cut && text === '') return prompt`There was no room left for it here; read the file.`
  const more = cut ? prompt`\nIt was cut here; read the file for the rest.` : prompt``
  return prompt`${fence(prompt`instructions`, text)}${more}`
}
