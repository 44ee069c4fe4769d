import { code, fence, inline } from './fence.ts'

export type ContextText = { path: string; text: string; cut: boolean }
export type DueText = ContextText & { holds: { folder: string } | { globs: string[] } }
export type IndexText = { entries: { path: string; heading: string | null }[]; more: number }

/** A file of the repository with instructions for the agent. */
export function renderContext({ path, text, cut }: ContextText): string {
  return `## ${inline(path)}\n${body({ text, cut })}`
}

/** Files that are given because something they hold for was touched, the nearest first; "" when there are none. */
export function renderDue(files: DueText[]): string {
  return files
    .map(({ path, holds, ...file }) => {
      const what = 'folder' in holds ? code(holds.folder) : holds.globs.map(code).join(', ')
      const rank = 'folder' in holds ? ' They go before those of folders above.' : ''
      return `Instructions for ${what} (${inline(path)}).${rank}\n${body(file)}`
    })
    .join('\n\n')
}

/** What there is to read; "" when there is nothing. */
export function renderIndex({ entries, more }: IndexText): string {
  if (entries.length === 0 && more === 0) return ''
  const lines = entries.map(({ path, heading }) =>
    heading === null ? `- ${inline(path)}` : `- ${inline(path)}: ${inline(heading)}`,
  )
  if (more > 0) lines.push(`- and ${more} more`)
  return `## To read when you need it\n${lines.join('\n')}`
}

function body({ text, cut }: Pick<ContextText, 'text' | 'cut'>): string {
  if (cut && text === '') return 'There was no room left for it here; read the file.'
  return `${fence('instructions', text)}${cut ? '\nIt was cut here; read the file for the rest.' : ''}`
}
