/** Shortest part of a transformed value that counts, in characters of it: 12 bytes of the value, whatever they became. */
export type Transformed = { text: string; least: number }

/** Shortest part of a value that counts as the value, cut. */
export const LEAST_PART = 12

/**
 * A value as it could be written elsewhere. Escapes (JSON, percent signs, entities) are not among them: those are undone
 * in the text instead, so that every mixture of them is seen.
 */
export function transformsOf(value: string): Transformed[] {
  const bytes = new TextEncoder().encode(value)
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return [
    { text: value, least: LEAST_PART },
    { text: [...value].reverse().join(''), least: LEAST_PART },
    { text: hex, least: LEAST_PART * 2 },
    ...[0, 1, 2].map((shift) => ({ text: base64(bytes, shift), least: (LEAST_PART * 4) / 3 })),
  ]
}

/** Base64 of a value that begins `shift` bytes into a group of three: the characters that are the same whatever stands around it. */
function base64(bytes: Uint8Array, shift: number): string {
  const binary = '\0'.repeat(shift) + Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  return btoa(binary).slice(Math.ceil((shift * 8) / 6), Math.floor((binary.length * 8) / 6))
}
