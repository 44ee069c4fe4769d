import { applyPatch } from './apply-patch.ts'
import { finish } from './finish.ts'
import { readFile } from './read-file.ts'
import { search } from './search.ts'
import { shell } from './shell.ts'
import type { Tool } from './tool.ts'
import { updatePlan } from './update-plan.ts'

/** What the model can call; sorted by name, so that the prompt's prefix never changes. */
export const TOOLS: readonly Tool[] = [applyPatch, finish, readFile, search, shell, updatePlan]
