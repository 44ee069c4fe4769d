import { applyPatch } from './apply-patch.ts'
import { finish } from './finish.ts'
import { proposePlan } from './propose-plan.ts'
import { readFile } from './read-file.ts'
import { search } from './search.ts'
import { shell } from './shell.ts'
import type { Tool } from './tool.ts'
import { updatePlan } from './update-plan.ts'

/** What the model can call; sorted by name, so that the prompt's prefix never changes. */
export const TOOLS: readonly Tool[] = [applyPatch, finish, readFile, search, shell, updatePlan]

/** What one agent may call. `end` is the name of the call that ends its work. */
export type Toolbox = { tools: readonly Tool[]; end: string }

export const WORKING: Toolbox = { tools: TOOLS, end: finish.spec.name }
/** Nothing that is there to change files. */
export const PLANNING: Toolbox = {
  tools: [proposePlan, readFile, search, shell],
  end: proposePlan.spec.name,
}
