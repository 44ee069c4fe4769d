import { RE2JS, RE2JSException } from 're2js'

/** Instructions of the compiled pattern: what a rule costs per character at worst. */
const MAX_PROGRAM = 1_000
/** Compiling is bounded by this; UTF-16 units. */
export const MAX_REGEX = 1_000

/** Asked when a pattern is compiled: a bundle reads the library then. */
const FLAGS = {
  i: () => RE2JS.CASE_INSENSITIVE,
  m: () => RE2JS.MULTILINE,
  s: () => RE2JS.DOTALL,
} as const

export type CompiledRegex = { kind: 'ok'; regex: RE2JS } | { kind: 'refused'; message: string }

/** Compiles RE2 syntax, which matches in linear time. A refusal is a sentence for the author of the rule. */
export function compileRegex(source: string, flags: string): CompiledRegex {
  if (source.length > MAX_REGEX) return refused(`is longer than ${MAX_REGEX} characters; split the rule`)
  const bits = [...flags].reduce((all, flag) => all | (FLAGS[flag as keyof typeof FLAGS]?.() ?? 0), 0)
  let regex: RE2JS
  try {
    regex = RE2JS.compile(source, bits)
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error
    return refused(explain(source, error.message))
  }
  if (regex.programSize() > MAX_PROGRAM)
    return refused('is too large once its repetitions are written out; use smaller counts or split the rule')
  if (regex.test(''))
    return refused('matches the empty text, so it would match everywhere; require at least one character')
  return { kind: 'ok', regex }
}

function refused(message: string): CompiledRegex {
  return { kind: 'refused', message }
}

function explain(source: string, message: string): string {
  if (/\(\?(<?[=!])/.test(source))
    return 'uses lookahead or lookbehind, which cannot be matched in linear time; RE2 syntax has neither'
  if (/(^|[^\\])(\\\\)*(\\[1-9]|\\k<)/.test(source))
    return 'uses a backreference, which cannot be matched in linear time; RE2 syntax has none'
  return `is not valid RE2 syntax: ${withoutFlags(message.replace('error parsing regexp: ', ''))}`
}

/** The engine shows flags as if the author had written them. */
function withoutFlags(message: string): string {
  return message.replace(/`\(\?[ims]+\)/, '`')
}
