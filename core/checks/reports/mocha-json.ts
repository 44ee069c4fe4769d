import { z } from 'zod'
import type { Format } from '../format.ts'
import { toTestDraft } from '../test-runner.ts'
import { readJson } from './read-json.ts'

const schema = z.object({
  failures: z.array(
    z.object({
      fullTitle: z.string(),
      file: z.string().nullish(),
      err: z.object({ message: z.string().nullish(), stack: z.string().nullish() }).nullish(),
    }),
  ),
})

/** `mocha --reporter json`. https://mochajs.org/reporters/json/ */
export const mochaJson: Format = {
  name: 'mocha-json',
  structured: true,
  sniff: (text) => /"fullTitle"\s*:/.test(text) && /"failures"\s*:\s*\[/.test(text),
  parse(text, repo) {
    const json = readJson(text, { schema, what: "Mocha's JSON" })
    if (json.kind === 'broken') return json
    const drafts = json.value.failures.map(({ fullTitle, file, err }) =>
      toTestDraft(
        { name: fullTitle, file: file ?? '', message: err?.message ?? '', details: err?.stack ?? '' },
        repo,
      ),
    )
    return { kind: 'drafts', drafts }
  },
}
