const BEFORE_A_VALUE = /(?:^|[^\w$.])(?:return|typeof|case|in|of|delete|void|throw|new|do|else|yield|await)$/

/** Whether a slash begins a regular expression and divides nothing: it stands where a value is expected. */
export function opensRegex(text: string, index: number): boolean {
  let before = index - 1
  while (before >= 0 && (text[before] === ' ' || text[before] === '\t')) before--
  const character = text[before]
  if (character === undefined || '\n(,=:[!&|?{};+-*%>~^'.includes(character)) return true
  return BEFORE_A_VALUE.test(text.slice(Math.max(0, before - 11), before + 1))
}

/** The longest expression that is looked for. */
const MAX_LITERAL = 2_000

/** Where the expression ends; 0 when it does not on its line, so that it is none. */
export function regexEnd(text: string, index: number): number {
  let inClass = false
  for (let end = index + 1; end < text.length && end < index + MAX_LITERAL; end++) {
    const character = text[end]
    if (character === '\n') return 0
    if (character === '\\') end++
    else if (character === '[') inClass = true
    else if (character === ']') inClass = false
    else if (character === '/' && !inClass) return end + 1
  }
  return 0
}
