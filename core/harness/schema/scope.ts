import { z } from 'zod'
import { expected } from './expected.ts'
import { globs } from './glob.ts'

const list = (description: string, example: string[]) =>
  globs()
    .default([])
    .meta({ description, examples: [example] })

/** `scope`: what the agent may touch. */
export const scopeSchema = z.strictObject(
  {
    hide: list('Not in the workspace at all.', ['.env*', '**/*.pem']),
    write: list('What may be changed; empty: everything that is not denied.', ['src/**', 'test/**']),
    protect: list('May be changed, then a person must approve.', ['db/migrations/**']),
    deny: list('May not be changed.', ['vendor/**']),
  },
  { error: expected('a map with `hide`, `write`, `protect` and `deny`') },
)
