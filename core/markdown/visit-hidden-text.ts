import { destination } from './destination.ts'
import { cleanEntity } from './entity.ts'
import type { Search } from './hidden.ts'

/** Escapes are matched first, so that what they protect is passed over. */
const PARTS =
  /\\[\s\S]|(?<entity>&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[a-zA-Z][a-zA-Z\d]{1,31});)|!\[(?<image>[^[\]]{0,999})\](?:\[(?<label>[^[\]]{0,999})\])?|\]\[(?<tail>[^[\]]{1,999})\]/g

/**
 * In plain text: character references become what they stand for, and references to definitions further away than the
 * parser saw are resolved as those beside it: their label or image text is not shown.
 */
export function visitHiddenText(
  source: string,
  from: number,
  { definitions, edit, found }: Pick<Search, 'definitions' | 'edit' | 'found'>,
): void {
  const urlOf = (label: string) => definitions.get(normal(label))?.url
  for (const match of source.matchAll(PARTS)) {
    const { entity, image, label, tail } = match.groups ?? {}
    const place = { from: from + match.index, to: from + match.index + match[0].length }
    if (entity !== undefined) {
      const text = cleanEntity(entity)
      if (text === '') found('entity')
      if (text !== entity) edit({ ...place, text })
      continue
    }
    const url = urlOf(tail ?? (label || image) ?? '')
    if (url === undefined) continue
    if (image !== undefined) found('imageText')
    edit({ ...place, text: `${image === undefined ? '' : '!['}](${destination(url)})` })
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
