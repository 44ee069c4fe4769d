/** Characters a reviewer cannot see, or left over from a broken encoding. Emoji need U+200D and U+FE0F. */
export const INVISIBLE =
  /[[\p{Cc}\p{Cs}\p{Default_Ignorable_Code_Point}\u2028\u2029\u202a-\u202e\ufff9-\ufffd]--[\t\n\r\u200d\ufe0f]]/gv

/** The same text with such characters as escapes, for inside a double-quoted YAML scalar. */
export function escapeInvisible(text: string): string {
  return text.replaceAll(INVISIBLE, (character) => {
    const code = character.codePointAt(0)!.toString(16)
    return code.length > 4 ? `\\U${code.padStart(8, '0')}` : `\\u${code.padStart(4, '0')}`
  })
}
