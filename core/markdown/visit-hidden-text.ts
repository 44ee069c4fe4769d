import { destination } from './destination.ts'
import { HIDING_MATH } from './drawn.ts'
import { cleanEntity } from './entity.ts'
import type { Search } from './hidden.ts'
import { shownAddress } from './shown-address.ts'

/** Escapes are matched first, so that what they protect is passed over. */
const PARTS = new RegExp(
  [
    `(?<math>${HIDING_MATH})`,
    String.raw`\\[\s\S]`,
    String.raw`(?<entity>&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[a-zA-Z][a-zA-Z\d]{1,31});)`,
    String.raw`!\[(?<image>[^[\]]{0,999})\](?:\[(?<label>[^[\]]{0,999})\])?`,
    String.raw`\]\[(?<tail>[^[\]]{1,999})\]`,
    String.raw`\[(?<shortcut>[^[\]]{1,999})\](?![[(])`,
  ].join('|'),
  'g',
)

/**
 * In plain text: character references become what they stand for, and references to definitions further away than the
 * parser saw become links as those beside it: their label or image text is not shown.
 */
export function visitHiddenText(
  source: string,
  from: number,
  { definitions, edit, found }: Pick<Search, 'definitions' | 'edit' | 'found'>,
): void {
  for (const match of source.matchAll(PARTS)) {
    const { math, entity, image, label, tail, shortcut } = match.groups ?? {}
    const place = { from: from + match.index, to: from + match.index + match[0].length }
    if (math !== undefined) {
      found('drawn')
      edit({ ...place, text: '' })
      continue
    }
    if (entity !== undefined) {
      const text = cleanEntity(entity)
      if (text === '') found('entity')
      if (text !== entity) edit({ ...place, text })
      continue
    }
    const definition = definitions.get(normal(shortcut ?? tail ?? (label || image) ?? ''))
    if (definition === undefined) continue
    const url = shownAddress(definition.url)
    if (url !== definition.url) found('address')
    if (image !== undefined) found('imageText')
    const shown = image !== undefined ? '![' : shortcut !== undefined ? `[${shortcut}` : ''
    edit({ ...place, text: `${shown}](${destination(url)})` })
  }
}

/** As the parser writes identifiers. */
function normal(label: string): string {
  return label
    .replace(/[\t\n\r ]+/g, ' ')
    .replace(/^ | $/g, '')
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
}
