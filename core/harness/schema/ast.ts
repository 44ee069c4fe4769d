import { z } from 'zod'
import { nearest } from '../../command/nearest.ts'
import { quote } from '../../rules/quote.ts'
import { LANGUAGES } from '../../syntax/language.ts'
import { astProblem } from '../ast-problem.ts'
import { expected } from './expected.ts'

const rule = () =>
  z.record(z.string(), z.unknown(), { error: expected('a rule such as { kind: identifier }') })

/** `ast`: what must not appear, as a rule of ast-grep. Whether ast-grep itself takes it is for `readHarness`. */
export const astFields = z
  .strictObject(
    {
      language: z
        .string({ error: expected('a language such as TypeScript') })
        .refine((name) => LANGUAGES.some((language) => language === name), {
          error: ({ input }) => unknownLanguage(String(input)),
        })
        .meta({ description: 'Language of the files.', examples: ['TypeScript'] }),
      rule: z
        .record(z.string(), z.unknown(), {
          error: expected('a rule of ast-grep such as { pattern: eval($X) }'),
        })
        .meta({ description: 'What must not appear: a rule object of ast-grep.' }),
      constraints: z
        .record(z.string(), rule(), { error: expected('a map of rules by variable') })
        .optional()
        .meta({ description: "Rules for the pattern's variables." }),
      utils: z
        .record(z.string(), rule(), { error: expected('a map of rules by name') })
        .optional()
        .meta({ description: 'Rules to refer to with `matches`.' }),
    },
    { error: expected('a map with `language` and `rule`') },
  )
  .superRefine((ast, context) => {
    const message = astProblem(ast)
    if (message !== null) context.addIssue({ code: 'custom', path: ['rule'], message })
  })

function unknownLanguage(name: string): string {
  const plain = name.toLowerCase()
  const meant =
    LANGUAGES.find((one) => one.toLowerCase() === plain || SHORT[plain] === one) ?? nearest(name, LANGUAGES)
  if (meant !== null) return `${quote(name)} is no known language; did you mean ${meant}?`
  return `${quote(name)} is no known language; known are ${LANGUAGES.join(', ')}`
}

const SHORT: Readonly<Record<string, string>> = {
  js: 'JavaScript',
  jsx: 'JavaScript',
  ts: 'TypeScript',
  py: 'Python',
  golang: 'Go',
  kt: 'Kotlin',
  rs: 'Rust',
  rb: 'Ruby',
  'c#': 'CSharp',
  cs: 'CSharp',
}
