import { z } from 'zod'
import type { Draft, Format, Repo } from '../format.ts'
import { toTestDraft } from '../test-runner.ts'
import { readJson } from './read-json.ts'

const testSchema = z.object({
  status: z.string(),
  title: z.string().nullish(),
  fullName: z.string().nullish(),
  ancestorTitles: z.array(z.string()).nullish(),
  failureMessages: z.array(z.string()).nullish(),
})
const suiteSchema = z.object({
  name: z.string(),
  status: z.string().nullish(),
  message: z.string().nullish(),
  assertionResults: z.array(testSchema),
})
const schema = z.object({ testResults: z.array(suiteSchema) })
type Suite = z.infer<typeof suiteSchema>

/** `jest --json` and `vitest run --reporter=json`. https://jestjs.io/docs/cli#--json */
export const jestJson: Format = {
  name: 'jest-json',
  structured: true,
  sniff: (text) => /"testResults"\s*:\s*\[/.test(text) && /"numTotalTests"\s*:/.test(text),
  parse(text, repo) {
    const json = readJson(text, { schema, what: "Jest's JSON" })
    if (json.kind === 'broken') return json
    return { kind: 'drafts', drafts: json.value.testResults.flatMap((suite) => drafts(suite, repo)) }
  },
}

function drafts({ name, status, message, assertionResults }: Suite, repo: Repo): Draft[] {
  const failed = assertionResults.filter((test) => test.status === 'failed')
  if (failed.length === 0)
    return status === 'failed' ? [toTestDraft({ name: '', file: name, ...split(message ?? '') }, repo)] : []
  return failed.map(({ ancestorTitles, title, fullName, failureMessages }) =>
    toTestDraft(
      {
        name: title == null ? (fullName ?? '') : [...(ancestorTitles ?? []), title].join(' › '),
        file: name,
        ...split(failureMessages?.[0] ?? ''),
      },
      repo,
    ),
  )
}

/** What was said, and the trace below it. */
function split(said: string): { message: string; details: string } {
  const trace = said.search(/^\s+at /m)
  return { message: (trace === -1 ? said : said.slice(0, trace)).trim(), details: said }
}
