import type { Nodes } from 'hast'
import { raw as parseRaw } from 'hast-util-raw'
import { defaultSchema, sanitize } from 'hast-util-sanitize'
import { toHtml } from 'hast-util-to-html'
import { raw } from 'hono/html'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { toHast } from 'mdast-util-to-hast'
import { gfm } from 'micromark-extension-gfm'
import type { Html } from '../html.ts'
import { addReferences } from './add-references.ts'
import { breakLines } from './break-lines.ts'
import { showSuggestions } from './show-suggestions.ts'

export type MarkdownPlace = {
  /** "acme/shop": where `#12` leads. Without it, nothing becomes a reference. */
  repository?: string
  /** Comments break where their text does; files and check runs only where Markdown says so. */
  breaks?: boolean
  /** The lines a suggestion would replace. */
  replaces?: string[] | null
}

/** Markdown of anybody as harmless HTML: GitHub's own rules of what may stay. */
export function renderMarkdown(text: string, place: MarkdownPlace = {}): Html {
  const tree = fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })
  if (place.breaks) breakLines(tree)
  const dangerous = toHast(tree, { allowDangerousHtml: true })
  const safe = sanitize(parseRaw(dangerous as Nodes), defaultSchema)
  // What is added from here on is ours: these build elements and never parse text.
  if (place.repository !== undefined) addReferences(safe, place.repository)
  showSuggestions(safe, place.replaces ?? null)
  return raw(toHtml(safe))
}
