/** @returns an address as it can stand in `[text](here)`: what would end or hide something is percent-encoded. */
export function destination(url: string): string {
  return url.replace(/[\s<>()@\\"'`[\]]|[^\x21-\x7e]/gu, (character) =>
    Array.from(new TextEncoder().encode(character), percent).join(''),
  )
}

function percent(byte: number): string {
  return `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
}
