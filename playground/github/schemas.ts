import type { components } from '@octokit/openapi-types'

/** GitHub's own description of everything it answers: views are typed with it, so the compiler checks their shape. */
export type Schemas = components['schemas']
