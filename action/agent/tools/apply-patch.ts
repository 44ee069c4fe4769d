import { z } from 'zod'
import { defineTool } from './tool.ts'

const HEADER = /^\*\*\* (?:(Add|Update|Delete) File|Move to): (.+?)\s*$/gm

export const applyPatch = defineTool({
  name: 'apply_patch',
  description: `Change files; the whole patch or nothing. Format:
*** Begin Patch
*** Add File: path
+every line of the new file
*** Update File: path
*** Move to: new path
@@ a line above the place, e.g. the function's head
 unchanged line
-old line
+new line
*** Delete File: path
*** End Patch
"Move to" and the text after "@@" only where needed. About three unchanged lines before and after each place; "*** End of File" after a chunk at the end. Paths from the root of the workspace.`,
  parameters: z.strictObject({ patch: z.string() }),
  readOnly: false,
  aliases: { input: 'patch', diff: 'patch', text: 'patch', content: 'patch', patch_text: 'patch' },
  summary: ({ patch }) =>
    Array.from(patch.matchAll(HEADER), ([, verb, path]) => `${verb ?? 'to'} ${path}`).join(', '),
  run: ({ patch }, { host, signal }) => host.call({ op: 'patch', patch }, { signal }),
})
