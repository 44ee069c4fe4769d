import { z } from 'zod'
import { looseInt, looseList } from '../agent/tools/loose.ts'
import { defineTool } from '../agent/tools/tool.ts'

const parameters = z.strictObject({
  objections: z.array(
    z.strictObject({ path: z.string(), line: z.int(), level: z.enum(['warn', 'info']), message: z.string() }),
  ),
})

/** The only way for a reviewer to answer: a list of places, empty when there is nothing to object to. */
export const reportObjections = defineTool({
  name: 'report_objections',
  description: 'Report every place of the change that you object to; an empty list when there is none.',
  parameters,
  readOnly: true,
  aliases: { findings: 'objections', issues: 'objections', comments: 'objections' },
  tidy: ({ objections }) => ({
    objections: objections === null ? null : looseList(objections, 'message').map(tidyObjection),
  }),
  summary: ({ objections }) => `${objections.length} objections`,
  run: async () => ({ ok: true, text: '' }),
})

export type Objection = z.infer<typeof parameters>['objections'][number]

/** @returns the list of a call, or what is wrong with it in words for the model. */
export function readObjections(
  given: string,
): { kind: 'ok'; value: Objection[] } | { kind: 'broken'; why: string } {
  const prepared = reportObjections.prepare(given)
  if (prepared.kind === 'broken') return prepared
  return { kind: 'ok', value: parameters.parse(prepared.arguments).objections }
}

/** Whatever level a model gives itself, it is an opinion. */
function tidyObjection({
  path,
  file,
  line,
  level,
  message,
  text,
}: Record<string, unknown>): Record<string, unknown> {
  const soft = level === 'info' || level === 'note' ? 'info' : 'warn'
  return { path: path ?? file, line: looseInt(line), level: soft, message: message ?? text }
}
