import { z } from 'zod'
import { MAX_READ_LINES } from '../../../core/run/limits.ts'
import { looseInt } from './loose.ts'
import { defineTool } from './tool.ts'

export const readFile = defineTool({
  name: 'read_file',
  description: `Read a text file, at most ${MAX_READ_LINES} lines. Each line comes after its number and a tab, which are not part of it.`,
  parameters: z.strictObject({
    path: z.string().describe('From the root of the workspace.'),
    offset: z.int().nullable().describe('First line, from 1.'),
    limit: z.int().nullable().describe('Lines.'),
  }),
  readOnly: true,
  aliases: { file: 'path', file_path: 'path', filename: 'path', start_line: 'offset', line: 'offset' },
  tidy: ({ path, offset, limit }) => ({ path, offset: looseInt(offset), limit: looseInt(limit) }),
  summary: ({ path, offset }) => (offset === null ? path : `${path}:${offset}`),
  run: ({ path, offset, limit }, { host, signal }) =>
    host.call(
      { op: 'read', path, ...(offset !== null && { offset }), ...(limit !== null && { limit }) },
      { signal },
    ),
})
