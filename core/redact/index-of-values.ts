import { type Fold, fold } from './fold.ts'
import { placeOf, type Reading } from './reading.ts'

export type Span = { start: number; end: number; what: string }

/** Finds texts and long parts of them in one pass, however many there are. */
export type ValueIndex = {
  /** `least`: characters of a part that count as the whole. */
  add: (text: string, least: number, what: string) => void
  find: (reading: Reading) => Span[]
}

type Form = { codes: Uint16Array; least: number; what: string }
type Gram = { form: Form; at: number }

/** Characters that are looked up at once. Texts shorter than that are not found. */
const GRAM = 8
const BASE = 0x01000193
const LOST = Array.from({ length: GRAM }).reduce<number>((power) => Math.imul(power, BASE), 1)
const SIEVE = 1 << 18

/**
 * Every place of a text is looked up by a rolling hash of 8 characters. Of a form only so many places are kept that any
 * part of `least` characters holds one of them; from there the match grows to both sides.
 */
export function createValueIndex(by: Fold): ValueIndex {
  const grams = new Map<number, Gram[]>()
  const sieve = new Uint8Array(SIEVE)
  return {
    add(value, least, what) {
      const { codes, length } = fold({ text: value }, by)
      if (length < GRAM) return
      const form = { codes: codes.slice(0, length), least: Math.min(least, length), what }
      const step = Math.max(1, form.least - GRAM + 1)
      for (let at = 0; at + GRAM <= length; at += step) {
        const hash = hashAt(codes, at)
        const same = grams.get(hash) ?? []
        same.push({ form, at })
        grams.set(hash, same)
        sieve[hash & (SIEVE - 1)] = 1
      }
    },
    find(reading) {
      if (grams.size === 0) return []
      const { codes, at, length } = fold(reading, by)
      const text = codes.subarray(0, length)
      const spans: Span[] = []
      const seen = new Map<Form, number>()
      let hash = hashAt(text, 0)
      for (let start = 0; start + GRAM <= length; start++) {
        if (start > 0) hash = roll(hash, text[start - 1]!, text[start + GRAM - 1]!)
        if (sieve[hash & (SIEVE - 1)] === 0) continue
        for (const gram of grams.get(hash) ?? []) {
          if ((seen.get(gram.form) ?? 0) > start) continue
          const run = grow(text, start, gram)
          if (run === null) continue
          seen.set(gram.form, run.end)
          const [first = 0, last = 0] = [at[run.start], at[run.end - 1]]
          spans.push({ ...placeOf(reading, first, last + 1), what: gram.form.what })
        }
      }
      return spans
    },
  }
}

/** @returns null when what agrees is no more than a coincidence. */
function grow(text: Uint16Array, place: number, { form, at }: Gram): { start: number; end: number } | null {
  let [start, from] = [place, at]
  while (start > 0 && from > 0 && text[start - 1] === form.codes[from - 1]) {
    start--
    from--
  }
  let [end, to] = [place, at]
  while (end < text.length && to < form.codes.length && text[end] === form.codes[to]) {
    end++
    to++
  }
  return end - start >= form.least ? { start, end } : null
}

function hashAt(codes: Uint16Array, start: number): number {
  let hash = 0
  for (const code of codes.subarray(start, start + GRAM)) hash = (Math.imul(hash, BASE) + code) | 0
  return hash
}

function roll(hash: number, out: number, into: number): number {
  return (Math.imul(hash, BASE) + into - Math.imul(out, LOST)) | 0
}
