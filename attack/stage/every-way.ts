/** Ways somebody could write a secret so that it is not seen as one: named after `a known value is found …`. */
export const EVERY_WAY: Record<string, (value: string) => string> = {
  'as it is': (value) => value,
  'in capitals': (value) => value.toUpperCase(),
  'in base64': (value) => base64(value),
  'in base64 behind one byte': (value) => base64(`x${value}`),
  'in base64 behind two bytes': (value) => base64(`xy${value}`),
  'in base64 for addresses': (value) => Buffer.from(value).toString('base64url'),
  'in base64 over two lines': (value) => base64(value).replace(/(.{10})/g, '$1\r\n'),
  'in hex': (value) => hex(value).join(''),
  'in capital hex': (value) => hex(value).join('').toUpperCase(),
  'in hex with colons': (value) => hex(value).join(':'),
  'percent-encoded, all of it': (value) =>
    hex(value)
      .map((byte) => `%${byte}`)
      .join(''),
  'percent-encoded, some of it': (value) => value.replace(/[A-Z]/g, (one) => `%${hex(one)[0]}`),
  'percent-encoded twice': (value) =>
    hex(value)
      .map((byte) => `%25${byte}`)
      .join(''),
  reversed: (value) => [...value].reverse().join(''),
  'in JSON escapes': (value) =>
    hex(value)
      .map((byte) => `\\u00${byte}`)
      .join(''),
  'in shell escapes': (value) =>
    hex(value)
      .map((byte) => `\\x${byte}`)
      .join(''),
  'in octal escapes': (value) =>
    [...value].map((one) => `\\${one.charCodeAt(0).toString(8).padStart(3, '0')}`).join(''),
  'in decimal entities': (value) => [...value].map((one) => `&#${one.charCodeAt(0)};`).join(''),
  'in hex entities': (value) =>
    hex(value)
      .map((byte) => `&#x${byte};`)
      .join(''),
  'with spaces between': (value) => [...value].join(' '),
  'with dashes between': (value) => [...value].join('-'),
  'in Markdown': (value) => [...value].join('**'),
  'over two lines': (value) => broken(value, '\n'),
  'over two lines of a quote': (value) => broken(value, '\r\n> '),
  'as two strings of a program': (value) => broken(value, '" +\n  "'),
  'coloured within': (value) => broken(value, '\u001B[1;31m'),
  'with a link within': (value) => broken(value, '\u001B]8;;https://e.example\u0007'),
  'with an eight-bit sequence within': (value) => broken(value, '\u009B31m'),
  'with zero-width characters within': (value) => [...value].join('\u200B'),
  'with tag characters within': (value) => broken(value, '\u{E0041}\u{E0042}'),
  'with soft hyphens within': (value) => broken(value, '\u00AD'),
  'in a JSON text in a JSON text': (value) => JSON.stringify(JSON.stringify(broken(value, '\n\u001B[0m'))),
}

function base64(value: string): string {
  return Buffer.from(value).toString('base64')
}

function hex(value: string): string[] {
  return [...Buffer.from(value)].map((byte) => byte.toString(16).padStart(2, '0'))
}

function broken(value: string, by: string): string {
  const middle = Math.floor(value.length / 2)
  return value.slice(0, middle) + by + value.slice(middle)
}
