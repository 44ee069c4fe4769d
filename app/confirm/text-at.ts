import type { History, Said } from '../github/read-said.ts'

/** The text that stood at a time, ISO 8601; null: GitHub does not tell. */
export function textAt({ versions, whole }: History, at: string): string | null {
  const stood = versions.findLast((one) => one.at <= at)
  // As it was written it stood from the beginning, whatever the second.
  return (stood ?? (whole ? versions[0] : undefined))?.body ?? null
}

/** The title that stood at a time. */
export function titleAt({ title, renames }: Said['subject'], at: string): string {
  return renames.find((one) => one.at > at)?.from ?? title
}

/** Line ends differ between the places where GitHub tells a text. */
export function sameText(one: string, other: string): boolean {
  return one.replaceAll('\r\n', '\n') === other.replaceAll('\r\n', '\n')
}
