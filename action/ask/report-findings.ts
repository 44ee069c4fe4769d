import { z } from 'zod'
import { looseInt, looseList } from '../agent/tools/loose.ts'
import { defineTool } from '../agent/tools/tool.ts'

const parameters = z.strictObject({
  findings: z.array(
    z.strictObject({ rule: z.string(), path: z.string(), line: z.int(), message: z.string() }),
  ),
})

/** The only way to answer a question: a list of places, empty when nothing breaks a rule. */
export const reportFindings = defineTool({
  name: 'report_findings',
  description: 'Report every place where the change breaks a rule; an empty list when there is none.',
  parameters,
  readOnly: true,
  aliases: { results: 'findings', violations: 'findings', issues: 'findings' },
  tidy: ({ findings }) => ({
    findings: findings === null ? null : looseList(findings, 'message').map(tidyFinding),
  }),
  summary: ({ findings }) => `${findings.length} findings`,
  run: async () => ({ ok: true, text: '' }),
})

export type Reported = z.infer<typeof parameters>['findings'][number]

/** @returns the list of a call, or what is wrong with it in words for the model. */
export function readReported(
  given: string,
): { kind: 'ok'; value: Reported[] } | { kind: 'broken'; why: string } {
  const prepared = reportFindings.prepare(given)
  if (prepared.kind === 'broken') return prepared
  return { kind: 'ok', value: parameters.parse(prepared.arguments).findings }
}

function tidyFinding({ rule, id, path, file, line, message, text }: Record<string, unknown>): unknown {
  return { rule: rule ?? id, path: path ?? file, line: looseInt(line), message: message ?? text }
}
