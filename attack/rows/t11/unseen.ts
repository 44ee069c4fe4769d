/** Characters that a person does not see, by what they are. */
export type Unseen = {
  name: string
  character: string
  /** In a sentence of somebody, as itself and as an entity. */
  inText: string
}

const unseen = (name: string, ...points: number[]): Unseen[] =>
  points.map((point) => {
    const character = String.fromCodePoint(point)
    const hex = point.toString(16).toUpperCase().padStart(4, '0')
    return {
      name: `${name}, U+${hex}`,
      character,
      inText: `seen${character}seen, &#x${hex};, &#${point};`,
    }
  })

export const UNSEEN: Unseen[] = [
  ...unseen('zero-width space, joiners and marks', 0x200b, 0x200c, 0x200d, 0x2060, 0xfeff, 0x180e),
  ...unseen('bidi marks', 0x200e, 0x200f, 0x061c),
  ...unseen('bidi embeddings and overrides', 0x202a, 0x202b, 0x202c, 0x202d, 0x202e),
  ...unseen('bidi isolates', 0x2066, 0x2067, 0x2068, 0x2069),
  ...unseen('tag characters', 0xe0001, 0xe0020, 0xe0041, 0xe007f),
  ...unseen('variation selectors', 0xfe00, 0xfe0f, 0xe0100, 0xe01ef, 0x180b),
  ...unseen('soft hyphen', 0x00ad),
  ...unseen('invisible operators', 0x2061, 0x2062, 0x2063, 0x2064),
  ...unseen('deprecated formats', 0x206a, 0x206f),
  ...unseen('fillers of Hangul and Khmer', 0x115f, 0x1160, 0x3164, 0xffa0, 0x17b4, 0x17b5),
  ...unseen('combining grapheme joiner', 0x034f),
  ...unseen('annotations', 0xfff9, 0xfffa, 0xfffb),
  ...unseen('controls of music and shorthand', 0x1d173, 0x1d17a, 0x1bca0),
  ...unseen('line and paragraph separators', 0x2028, 0x2029, 0x0085),
  ...unseen('controls', 0x0007, 0x0008, 0x001b, 0x007f, 0x009b),
]
