import { z } from 'zod'
import { expected } from './expected.ts'

/** Text that says something, at most `max` UTF-16 units; `what` names it in messages ("a command"). */
export function text(what: string, max: number) {
  const error = expected(what)
  return z
    .string({ error })
    .max(max, { error: `is longer than ${max} characters; shorten it` })
    .refine((value) => value.trim() !== '', { error })
    .refine(isPrintable, { error: 'has a control character or half of a character pair; remove it' })
}

/** Text on one line. */
export function line(what: string, max: number) {
  return text(what, max).regex(/^[^\n\t]*$/, { error: `expected ${what} on one line, without tabs` })
}

/** Escapes such as "\0" bring in what the file itself cannot hold. */
function isPrintable(value: string): boolean {
  return value.isWellFormed() && !/[^\P{Cc}\t\r\n]/u.test(value)
}
