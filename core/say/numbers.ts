/** "1,234" */
export function count(value: number): string {
  // No one wants to read "-0".
  return (value + 0).toLocaleString('en-US')
}

/** "1 turn", "2 turns"; `many` for what does not take an s. */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`
}

/** US dollars: "0.0042 USD", "1.27 USD". */
export function money(dollars: number): string {
  return `${dollars.toFixed(dollars > 0 && dollars < 0.1 ? 4 : 2)} USD`
}

/** "850 ms", "4.2 s", "3 min 12 s", "1 h 5 min" */
export function duration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`
  if (ms < 10_000) return `${(ms / 1_000).toFixed(1)} s`
  const seconds = Math.round(ms / 1_000)
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** "a", "a and b", "a, b and c" */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join('')
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

/** ISO 8601 → "2026-11-23 10:12 UTC" */
export function moment(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`
}

/** "850 bytes", "512 MiB", "1.5 GiB" */
export function bytes(value: number): string {
  const unit = ['GiB', 'MiB', 'KiB'].findIndex((_, power) => value >= 1024 ** (3 - power))
  if (unit < 0) return plural(value, 'byte')
  const number = value / 1024 ** (3 - unit)
  return `${Number.isInteger(number) ? number : number.toFixed(1)} ${['GiB', 'MiB', 'KiB'][unit]}`
}

/** "1st", "2nd", "11th" */
export function ordinal(count: number): string {
  const teen = count % 100 >= 11 && count % 100 <= 13
  const ending = teen ? 'th' : (['th', 'st', 'nd', 'rd'][count % 10] ?? 'th')
  return `${count}${ending}`
}
