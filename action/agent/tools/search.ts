import { z } from 'zod'
import { defineTool } from './tool.ts'

export const search = defineTool({
  name: 'search',
  description:
    'Find lines that match an RE2 regular expression, as "path:line: text". Leaves out what .gitignore names, binaries and node_modules. (?i) ignores case.',
  parameters: z.strictObject({
    pattern: z.string(),
    path: z.string().nullable().describe('File or folder.'),
    glob: z.string().nullable().describe('Of paths: "*.{ts,tsx}", "src/**", "!*.md".'),
  }),
  readOnly: true,
  aliases: {
    query: 'pattern',
    regex: 'pattern',
    include: 'glob',
    file_pattern: 'glob',
    dir: 'path',
    directory: 'path',
  },
  summary: ({ pattern, path, glob }) => [pattern, path, glob].filter((part) => part !== null).join(' in '),
  run: ({ pattern, path, glob }, { host, signal }) =>
    host.call(
      { op: 'search', pattern, ...(path !== null && { path }), ...(glob !== null && { glob }) },
      { signal },
    ),
})
