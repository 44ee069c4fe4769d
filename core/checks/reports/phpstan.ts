import { z } from 'zod'
import type { Draft, Format } from '../format.ts'
import { placeAt } from '../place-at.ts'
import { readJson } from './read-json.ts'

const messageSchema = z.object({
  message: z.string(),
  line: z.number().nullish(),
  tip: z.string().nullish(),
  identifier: z.string().nullish(),
})
const fileSchema = z.object({ messages: z.array(messageSchema) })
const schema = z.object({
  /** PHP writes an empty map as a list. */
  files: z.union([
    z.record(z.string(), fileSchema),
    z
      .array(fileSchema)
      .max(0)
      .transform(() => ({})),
  ]),
  errors: z.array(z.string()).nullish(),
})

/** `phpstan analyse --error-format=json`. https://phpstan.org/user-guide/output-format */
export const phpstan: Format = {
  name: 'phpstan',
  structured: true,
  sniff: (text) => /"file_errors"\s*:\s*\d/.test(text),
  parse(text, repo) {
    const json = readJson(text, { schema, what: "PHPStan's JSON" })
    if (json.kind === 'broken') return json
    const { files, errors } = json.value
    const drafts = Object.entries(files as Record<string, z.infer<typeof fileSchema>>).flatMap(
      ([file, { messages }]) =>
        messages.map(
          ({ message, line, tip, identifier }): Draft => ({
            id: identifier ?? '',
            level: 'error',
            // A trait's errors carry the class they were found in: "Cart.php (in context of class Shop)".
            place: placeAt(repo, file.replace(/ \(in context of [^()]{1,500}\)$/, ''), { line }),
            message,
            fix: tip ?? undefined,
          }),
        ),
    )
    const general = (errors ?? []).map((message): Draft => ({ id: '', level: 'error', place: null, message }))
    return { kind: 'drafts', drafts: [...drafts, ...general] }
  },
}
