import type { Attempt } from '../../row.ts'
import { must, stopped } from '../../row.ts'
import { shared } from '../../stage/stage.ts'
import { add, finish, oneTurn, patch, read, search } from '../../stage/turns.ts'
import { EVIL, move, patched, remove, update } from './linked-thread.ts'
import { SPELLINGS } from './spellings.ts'

const tried = shared((stage) =>
  stage.thread({
    harness: 'version: 1\nscope: { write: ["**"] }\n',
    says: [
      ...Object.values(SPELLINGS).map((path) =>
        oneTurn(
          ...[read(path), search('.', path), add(path, EVIL)],
          ...[update(path), remove(path), move(path)].map((lines) => patch(...lines)),
        ),
      ),
      finish({ outcome: 'blocked' }),
    ],
  }),
)

const TOOLS: Record<string, (path: string) => [string, Record<string, unknown> | string]> = {
  read_file: (path) => ['read_file', { path }],
  search: (path) => ['search', { pattern: '.', path }],
  'a patch that adds': (path) => ['apply_patch', patched([`*** Add File: ${path}`, `+${EVIL}`])],
  'a patch that changes': (path) => ['apply_patch', patched(update(path))],
  'a patch that removes': (path) => ['apply_patch', patched(remove(path))],
  'a patch that moves there': (path) => ['apply_patch', patched(move(path))],
}

function spelled(name: string, tool: string): Attempt {
  return {
    name: `${name}: ${tool}`,
    run: async (stage) => {
      const told = await tried(stage)
      const said = told.said(...TOOLS[tool]!(SPELLINGS[name]!))
      must(/^(Refused|.*(no file|not|cannot|must|expected|begins|line))/i.test(said), `taken: ${said}`)
      must(!/root:x:0|^A |^M |^D /m.test(said), `it was done: ${said}`)
      return stopped('action: safe path', { tried: `${tool} was called`, evidence: said })
    },
  }
}

export const SPELLED: Attempt[] = Object.keys(SPELLINGS).flatMap((name) =>
  Object.keys(TOOLS).map((tool) => spelled(name, tool)),
)
