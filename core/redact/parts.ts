/** The parts of a value that are secret, and whether they look like chance. */
export type Part = {
  text: string
  /** Letters and digits by chance: any part of 12 characters is the value's own. Else only the whole value is looked for. */
  random: boolean
}

/** Shorter values are looked for nowhere: they would take ordinary words out of ordinary text. */
export const LEAST_VALUE = 8
/** A value longer than this is looked for by its beginning. */
const MOST_VALUE = 16_384
/** What every RSA key of one length begins with in base64, and what every JSON Web Token of one kind begins with. */
const COMMON_HEAD = 24

const PEM = /-----BEGIN [A-Z ]{0,40}-----([^-]{1,16384})-----END/g
const JWT = /eyJ[\w-]+\.([\w-]{8,})\.([\w-]{8,})/
const URL_SHAPE = /^[a-z][a-z0-9+.-]{0,20}:\/\//i

/**
 * What of a value is looked for. Of keys in PEM the body, of JSON Web Tokens payload and signature, of addresses the
 * password and what looks random, of JSON the strings that do: the rest of them is the same everywhere.
 */
export function partsOf(value: string): Part[] {
  const text = value.trim().slice(0, MOST_VALUE)
  const keys = [...text.matchAll(PEM)].map((match) => (match[1] ?? '').trim().slice(COMMON_HEAD))
  if (keys.length > 0) return keys.flatMap(whole)
  const [, payload, signature] = text.match(JWT) ?? []
  if (payload !== undefined && signature !== undefined) return [payload, signature].flatMap(whole)
  if (URL_SHAPE.test(text)) return inAddress(text).flatMap(whole)
  if (/^[[{]/.test(text)) return inJson(text) ?? whole(text)
  const lines = text.split(/[\r\n]+/).map((line) => line.trim())
  return [...new Set([text, ...lines])].flatMap(whole)
}

function whole(text: string): Part[] {
  if (text.length < LEAST_VALUE || isOrdinary(text)) return []
  return [{ text, random: looksRandom(text) }]
}

/** One word, one number, or one character again and again. */
function isOrdinary(text: string): boolean {
  if (new Set(text).size < 4) return true
  return text.length < 16 && /^(?:[A-Z]?[a-z]+|[A-Z]+|[\d.:,-]+)$/.test(text)
}

/** Classes of characters change often in what chance made, and seldom in words. A capital before small letters is no change. */
export function looksRandom(text: string): boolean {
  const letters = text.replace(/[^A-Za-z0-9]/g, '')
  if (letters.length < 12 || new Set(letters.toLowerCase()).size < 6) return false
  let changes = 0
  for (let index = 1; index < letters.length; index++) {
    const [before, now] = [classOf(letters[index - 1] ?? ''), classOf(letters[index] ?? '')]
    if (before !== now && !(before === 'upper' && now === 'lower')) changes++
  }
  return changes >= 3
}

function classOf(character: string): 'digit' | 'upper' | 'lower' {
  if (character <= '9') return 'digit'
  return character <= 'Z' ? 'upper' : 'lower'
}

function inAddress(text: string): string[] {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null) return [text]
  const password = decoded(url.password)
  const pieces = [...url.searchParams.values(), ...url.pathname.split('/').map(decoded), url.hash.slice(1)]
  return [password, ...pieces.filter((piece) => looksRandom(piece))]
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text // Not what a URL encodes to; as it stands it is as secret.
  }
}

function inJson(text: string): Part[] | null {
  try {
    const found: Part[] = []
    JSON.parse(text, (_, leaf) => {
      if (typeof leaf === 'string') found.push(...partsOf(leaf).filter(({ random }) => random))
      return leaf
    })
    return found
  } catch {
    return null // Looks like JSON and is none: a value like any other.
  }
}
