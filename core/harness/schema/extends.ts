import { z } from 'zod'
import { expected } from './expected.ts'

const MAX_PARENTS = 5
/** owner/repo//path@sha: pinned, so that nobody elsewhere changes the rules of this repository. */
const PARENT =
  /^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,38})\/[A-Za-z0-9._-]{1,100}\/\/(?!\/)(?:(?!\.{1,2}\/)[^/\\\p{Cc}@:]{1,100}\/){0,10}[^/\\\p{Cc}@:]{1,100}\.ya?ml@[0-9a-f]{40}$/u

const error = expected('owner/repository//path.yml@ and the 40 letters of a commit')

/** `extends`: files that this one narrows. */
export const extendsSchema = z
  .array(z.string({ error }).regex(PARENT, { error }), {
    error: expected('a list such as [acme/.github//agent-base.yml@<commit>]'),
  })
  .max(MAX_PARENTS, { error: `has more than ${MAX_PARENTS} files; join some of them` })
