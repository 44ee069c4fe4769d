import { CORE_SCHEMA, load, YAMLException } from 'js-yaml'
import type { z } from 'zod'
import { WorkflowProblem } from '../workflow-problem.ts'

/** @throws WorkflowProblem that names the file, the place and what was expected. */
export function parseYaml<S extends z.ZodType>(text: string, path: string, schema: S): z.infer<S> {
  return check(read(text, path), path, schema)
}

/** @throws WorkflowProblem that names every mistake. */
export function check<S extends z.ZodType>(value: unknown, path: string, schema: S): z.infer<S> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.map(({ path: at, message }) => `${toPath(at)}: ${message}`)
  throw new WorkflowProblem(`Invalid file ${path}: ${problems.join('; ')}`)
}

function read(text: string, path: string): unknown {
  try {
    return load(text, { schema: CORE_SCHEMA, filename: path })
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    const place = error.mark ? ` (line ${error.mark.line + 1}, column ${error.mark.column + 1})` : ''
    throw new WorkflowProblem(`Invalid file ${path}${place}: ${error.reason}`, { cause: error })
  }
}

function toPath(at: PropertyKey[]): string {
  const path = at.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('')
  return path.replace(/^\./, '') || 'here'
}
