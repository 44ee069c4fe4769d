import type { z } from 'zod'
import { defaultHarness } from '../../../core/harness/default-harness.ts'
import type { Harness } from '../../../core/harness/harness.ts'
import { type Assignment, assignmentSchema } from '../../../core/run/assignment.ts'
import { DEFAULT_LIMITS, type Limits } from '../../../core/run/limits.ts'

export const KEY = 'k0123456789abcdefghijklmno'

export type Wanted = {
  harness?: Partial<Harness>
  limits?: Partial<Limits>
  issue?: Partial<z.input<typeof assignmentSchema>['issue']>
  /** Roles by the names of their models. */
  roles?: Record<string, string>
  plan?: Assignment['plan']
  sandbox?: Assignment['sandbox']
}

/** An assignment as the app freezes it, with as little as a test needs to say. */
export function assignment(sha: string, wanted: Wanted = {}): Assignment {
  const limits = { ...DEFAULT_LIMITS, ...wanted.limits }
  return assignmentSchema.parse({
    version: 1,
    key: KEY,
    repository: { id: 7, owner: 'acme', name: 'shop', defaultBranch: 'main' },
    request: {
      command: 'implement',
      text: '',
      actor: 'ada',
      issue: 1,
      url: 'https://github.test/acme/shop/issues/1',
    },
    issue: {
      number: 1,
      title: 'Discount codes',
      body: 'Ten percent off.',
      author: 'ada',
      trusted: true,
      comments: [],
      leftOut: 0,
      removed: [],
      ...wanted.issue,
    },
    base: { ref: 'main', sha },
    branch: 'agent/1-discount-codes',
    harness: { ...harness, limits, ...wanted.harness },
    origin: { from: 'file', path: '.github/agent.yml' },
    limits,
    sandbox: wanted.sandbox ?? 'required',
    model,
    ...(wanted.plan && { plan: wanted.plan }),
    ...(wanted.roles && {
      roles: Object.fromEntries(
        Object.entries(wanted.roles).map(([role, name]) => [role, { ...model, name, price: CHEAP }]),
      ),
    }),
  })
}

const CHEAP = { input: 1, cached: 0.1, output: 4 }

const model: Assignment['model'] = {
  name: 'gpt-5.5',
  api: 'responses',
  path: '/model/v1',
  price: { input: 5, cached: 0.5, output: 30 },
  window: 400_000,
}

const harness: Harness = {
  ...defaultHarness(),
  models: { strong: 'gpt-5.5', other: 'gpt-5.5' },
}
