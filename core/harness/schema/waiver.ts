import { z } from 'zod'
import { expected } from './expected.ts'
import { globs } from './glob.ts'
import { line, text } from './text.ts'

const waiverFields = z.strictObject(
  {
    rule: line('the id of a rule', 200).meta({
      description: 'Id of the invariant, `layers`, `layers/<name>` or `cycles`.',
      examples: ['no-console'],
    }),
    paths: globs({ least: 1 }).meta({
      description: 'Where it does not count.',
      examples: [['src/cli/old.ts']],
    }),
    until: z
      .string({ error: expected('a day such as 2027-03-01') })
      .refine(isDay, { error: expected('a day such as 2027-03-01') })
      .meta({
        description: 'The last day on which it holds (UTC); afterwards it is a finding itself.',
        examples: ['2027-03-01'],
      }),
    why: text('a reason', 2_000).meta({ description: 'The reason.', examples: ['replaced in #512'] }),
  },
  { error: expected('a map with `rule`, `paths`, `until` and `why`') },
)

/** `waivers`: rules that do not count somewhere, until a day. */
export const waiversSchema = z
  .array(waiverFields, { error: expected('a list of waivers') })
  .max(100, { error: 'has more than 100 waivers; mend some of what they cover' })

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}
