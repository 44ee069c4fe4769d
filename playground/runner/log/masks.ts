export type Masks = { add: (secret: string) => void; apply: (line: string) => string }

/** Replaces every known secret in a line, also as base64, in JSON and in URLs, as the runner does. */
export function createMasks(): Masks {
  const known = new Set<string>()
  let pattern: RegExp | null = null
  return {
    add(secret) {
      // A line of a log never holds more than one line of a secret.
      for (const line of secret.split(/\r?\n|\r/)) for (const form of formsOf(line.trim())) known.add(form)
      const longestFirst = [...known].sort((a, b) => b.length - a.length)
      pattern = known.size === 0 ? null : new RegExp(longestFirst.map(escapeRegExp).join('|'), 'g')
    },
    apply: (line) => (pattern === null ? line : line.replace(pattern, '***')),
  }
}

function formsOf(secret: string): string[] {
  if (secret === '') return []
  return [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret), ...base64Of(secret)]
}

/** Within longer base64, a secret looks different by its distance from a multiple of three bytes. */
function base64Of(secret: string): string[] {
  const bytes = Buffer.from(secret)
  // Shorter ones would mask half of a log.
  if (bytes.length < 8) return []
  return [0, 1, 2].map((cut) => {
    const whole = bytes.subarray(cut, bytes.length - ((bytes.length - cut) % 3))
    return whole.toString('base64')
  })
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}
