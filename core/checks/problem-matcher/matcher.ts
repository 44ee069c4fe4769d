import type { RE2JS } from 're2js'
import { z } from 'zod'
import { compileRegex } from '../../rules/compile-regex.ts'
import { readJson } from '../reports/read-json.ts'

const MOST_MATCHERS = 50
const MOST_PATTERNS = 20
const group = z.int().min(0).max(100).nullish()

const patternSchema = z.object({
  regexp: z.string(),
  file: group,
  fromPath: group,
  line: group,
  column: group,
  severity: group,
  code: group,
  message: group,
  loop: z.boolean().nullish(),
})
const schema = z.object({
  problemMatcher: z
    .array(
      z.object({
        owner: z.string().min(1),
        severity: z.string().nullish(),
        pattern: z.union([
          z.array(patternSchema).min(1).max(MOST_PATTERNS),
          patternSchema.transform((one) => [one]),
        ]),
      }),
    )
    .max(MOST_MATCHERS),
})

export type Field = 'file' | 'fromPath' | 'line' | 'column' | 'severity' | 'code' | 'message'
const FIELDS: Field[] = ['file', 'fromPath', 'line', 'column', 'severity', 'code', 'message']

export type Pattern = { regex: RE2JS; groups: [Field, number][]; loop: boolean }
export type Matcher = { severity: string; patterns: Pattern[] }

/**
 * A file of problem matchers as a runner reads it, with expressions that match in linear time: they come from the
 * repository, and the log from anywhere. @returns why it cannot be used, as the rest of a sentence.
 * https://github.com/actions/toolkit/blob/main/docs/problem-matchers.md
 */
export function parseMatchers(
  text: string,
): { kind: 'matchers'; matchers: Matcher[] } | { kind: 'broken'; why: string } {
  const json = readJson(text, { schema, what: 'a file of problem matchers' })
  if (json.kind === 'broken') return json
  const matchers: Matcher[] = []
  for (const { owner, severity, pattern } of json.value.problemMatcher) {
    const patterns: Pattern[] = []
    for (const [index, { regexp, loop, ...fields }] of pattern.entries()) {
      const broken = (why: string) =>
        ({
          kind: 'broken',
          why: `pattern ${index + 1} of the matcher "${owner.slice(0, 100)}" ${why}`,
        }) as const
      if (loop === true && (index === 0 || index < pattern.length - 1))
        return broken('has `loop`, which only the last of several patterns may have')
      const compiled = compileRegex(regexp, '')
      if (compiled.kind === 'refused') return broken(compiled.message)
      const count = compiled.regex.groupCount()
      const groups = FIELDS.flatMap((field): [Field, number][] => {
        const at = fields[field]
        return at == null ? [] : [[field, at]]
      })
      const beyond = groups.find(([, at]) => at > count)
      if (beyond !== undefined)
        return broken(`takes \`${beyond[0]}\` from group ${beyond[1]}, but it has ${count} groups`)
      patterns.push({ regex: compiled.regex, groups, loop: loop === true })
    }
    if (!patterns.some(({ groups }) => groups.some(([field]) => field === 'message')))
      return { kind: 'broken', why: `the matcher "${owner.slice(0, 100)}" takes \`message\` from no group` }
    matchers.push({ severity: severity ?? '', patterns })
  }
  return { kind: 'matchers', matchers }
}
