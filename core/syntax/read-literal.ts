/**
 * The value of a JavaScript string or a template without expressions, given its source text, in brackets or not; null
 * for any other expression.
 */
export function readLiteral(source: string): string | null {
  const found =
    /^[\s(]*(?:"((?:[^"\\\n]|\\[\s\S])*)"|'((?:[^'\\\n]|\\[\s\S])*)'|`((?:[^`\\$]|\\[\s\S]|\$(?!\{))*)`)[\s)]*$/.exec(
      source,
    )
  if (found === null) return null
  const raw = found[1] ?? found[2] ?? found[3] ?? ''
  return raw.includes('\\') ? raw.replace(ESCAPE, unescaped) : raw
}

const ESCAPE = /\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|[\s\S]))/g
const NAMED: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  0: '\0',
}

function unescaped(whole: string, point?: string, unit?: string, byte?: string, sign?: string): string {
  const code = point ?? unit ?? byte
  if (code === undefined)
    return /^[\r\n\u2028\u2029]/.test(sign ?? '') ? '' : (NAMED[sign ?? ''] ?? sign ?? '')
  const value = Number.parseInt(code, 16)
  return value > 0x10ffff ? whole : String.fromCodePoint(value)
}
