import { WorkflowProblem } from '../workflow-problem.ts'

export type Uses =
  | { kind: 'local'; path: string }
  | { kind: 'remote'; repository: string; path: string; ref: string }

/** `./path` or `owner/name[/path]@ref`. */
export function parseUses(uses: string): Uses {
  if (uses.startsWith('./')) return { kind: 'local', path: uses.slice(2).replace(/\/+$/, '') }
  if (uses.startsWith('docker://'))
    throw new WorkflowProblem(`'${uses}': the local runner does not run containers.`)
  const match = /^(?<repository>[\w.-]+\/[\w.-]+)(?:\/(?<path>[^@]*))?@(?<ref>.+)$/.exec(uses)
  const { repository, path = '', ref } = match?.groups ?? {}
  if (repository === undefined || ref === undefined)
    throw new WorkflowProblem(`'${uses}' is neither './path' nor 'owner/repository[/path]@ref'.`)
  const parts = path.split('/').filter((part) => part !== '')
  if (parts.includes('..')) throw new WorkflowProblem(`'${uses}' leaves its repository.`)
  return { kind: 'remote', repository, path: parts.join('/'), ref }
}
