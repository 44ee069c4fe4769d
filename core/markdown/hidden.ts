import type { Definition } from 'mdast'
import type { Block } from './blocks.ts'
import type { HtmlStripper } from './html-stripper.ts'

/** What can be hidden in Markdown as GitHub shows it; invisible characters are counted elsewhere. */
export type Hidden =
  | 'comment'
  | 'attributes'
  | 'unknownTag'
  | 'element'
  | 'unclosed'
  | 'imageText'
  | 'linkTitle'
  | 'address'
  | 'definition'
  | 'footnote'
  | 'codeInfo'
  | 'entity'
  | 'drawn'
  | 'tooLong'
  | 'tangled'

/** A piece of the text and what stands there instead. */
export type Edit = { from: number; to: number; text: string }

/** One look over one text. */
export type Search = {
  text: string
  /** The top-level block in which the search is. */
  block: Block
  /** Of the whole text, by identifier. */
  definitions: Map<string, Definition>
  /** Labels of footnotes that are referred to; null when there are no footnotes. */
  footnotes: Set<string> | null
  html: HtmlStripper
  edit: (edit: Edit) => void
  found: (what: Hidden) => void
}
