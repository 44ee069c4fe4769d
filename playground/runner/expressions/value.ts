/** What an expression of a workflow can be. Lists made by `.*` are told apart: an index applies to each of their items. */
export type Value = null | boolean | number | string | Value[] | Filtered | { [key: string]: Value }

export class Filtered extends Array<Value> {}

/** @see https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#literals */
export function isTruthy(value: Value): boolean {
  return !(value === null || value === false || value === 0 || value === '' || Number.isNaN(value))
}

export function toText(value: Value): string {
  if (value === null) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'number') return numberToText(value)
  if (typeof value === 'boolean') return String(value)
  return Array.isArray(value) ? 'Array' : 'Object'
}

export function toNumber(value: Value): number {
  if (value === null) return 0
  if (typeof value === 'number') return value
  if (typeof value === 'boolean') return value ? 1 : 0
  return typeof value === 'string' ? parseNumber(value) : Number.NaN
}

/** Decimal, hexadecimal or octal; NaN for anything else, 0 for nothing at all. */
export function parseNumber(text: string): number {
  const trimmed = text.trim()
  if (trimmed === '') return 0
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed)) return Number(trimmed)
  if (/^0x[0-9a-f]+$/i.test(trimmed) || /^0o[0-7]+$/i.test(trimmed)) return Number(trimmed)
  if (/^[+-]?Infinity$/.test(trimmed)) return Number(trimmed)
  return Number.NaN
}

/** Strings compare without regard to case; values of different kinds as numbers; lists and objects by identity. */
export function isEqual(left: Value, right: Value): boolean {
  if (kindOf(left) !== kindOf(right)) return toNumber(left) === toNumber(right)
  if (typeof left === 'string' && typeof right === 'string') return fold(left) === fold(right)
  return left === right
}

/** @returns a negative number, 0 or a positive one; NaN where nothing can be said. */
export function compare(left: Value, right: Value): number {
  if (typeof left === 'string' && typeof right === 'string') {
    const [a, b] = [fold(left), fold(right)]
    return a === b ? 0 : a < b ? -1 : 1
  }
  const [a, b] = [toNumber(left), toNumber(right)]
  return a === b ? 0 : a - b
}

/** As GitHub's dictionaries: without regard to case. Unknown keys are null. */
export function property(of: Value, key: Value): Value {
  if (Array.isArray(of)) {
    const index = toNumber(key)
    return index >= 0 ? (of[Math.floor(index)] ?? null) : null
  }
  if (of === null || typeof of !== 'object' || (key !== null && typeof key === 'object')) return null
  const name = toText(key)
  if (Object.hasOwn(of, name)) return of[name] ?? null
  const near = Object.keys(of).find((one) => fold(one) === fold(name))
  return near === undefined ? null : (of[near] ?? null)
}

export function fold(text: string): string {
  return text.toUpperCase()
}

/** JSON, YAML and payloads, as values of expressions: what is undefined is left out. */
export function toValue(value: unknown): Value {
  if (value === null || value === undefined) return null
  if (typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string') return value
  if (Array.isArray(value)) return value.map(toValue)
  if (typeof value !== 'object') throw new TypeError(`no value of an expression: ${typeof value}`)
  const entries = Object.entries(value).filter(([, one]) => one !== undefined)
  return Object.fromEntries(entries.map(([key, one]) => [key, toValue(one)]))
}

function kindOf(value: Value): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}

/** At most 15 significant digits, as the runner writes them. */
function numberToText(value: number): string {
  if (!Number.isFinite(value)) return String(value)
  return String(Number(value.toPrecision(15))).replace('e', 'E')
}
