import type { Caller } from '../http/caller.ts'
import { grantedPermissions } from '../http/caller.ts'
import { forbidden } from '../http/refusal.ts'

const WORKFLOWS = /^\.github\/workflows\/[^/]+/i

/** Whoever acts through a token of an App or a job needs `workflows: write` to touch workflow files. */
export function mayWriteWorkflows(caller: Caller): boolean {
  const permissions = grantedPermissions(caller)
  return permissions === null || permissions.workflows === 'write'
}

/** @throws Refusal 403. */
export function refuseWorkflows(caller: Caller, paths: string[]): void {
  if (!mayWriteWorkflows(caller) && paths.some((path) => WORKFLOWS.test(path))) throw forbidden()
}
