import type { ChangedFile, ChangeKind } from './change-kind.ts'
import { movedText } from './moved-text.ts'

/** Files a build service runs by itself; compared in lower case, for file systems that do. */
const CI_FILES = [
  /^\.github\/(workflows|actions)\//,
  /^\.(gitea|forgejo)\/workflows\//,
  /(^|\/)\.gitlab-ci[^/]*\.ya?ml$/,
  /^\.gitlab\/ci\//,
  /^\.circleci\//,
  /(^|\/)(jenkinsfile|[^/]+\.jenkinsfile|jenkinsfile\.[^/]+)$/,
  /(^|\/)azure-pipelines[^/]*\.ya?ml$/,
  /^\.azure-pipelines\//,
  /^\.azuredevops\//,
  /^\.travis\.ya?ml$/,
  /^\.buildkite\//,
  /^bitbucket-pipelines\.ya?ml$/,
  /^\.drone\.(ya?ml|jsonnet|star)$/,
  /^\.woodpecker(\/|\.ya?ml$)/,
  /^\.?appveyor\.ya?ml$/,
  /^\.cirrus\.(ya?ml|star)$/,
  /^\.semaphore\//,
  /^(\.teamcity|\.tekton|\.builds|\.ci)\//,
  /^\.build\.ya?ml$/,
  /^cloudbuild\.(ya?ml|json)$/,
  /^buildspec\.ya?ml$/,
  /^wercker\.ya?ml$/,
  /^codemagic\.ya?ml$/,
  /^(action|action\.reusable)\.ya?ml$/,
]

/** Files that say what runs on a build service, and the actions such a run uses. */
export function findCi(files: readonly ChangedFile[]): ChangeKind[] {
  return files.flatMap((file) => {
    const inside = [file.path, ...(file.renamedFrom === undefined ? [] : [file.renamedFrom])].filter(isCi)
    if (inside.length === 0) return []
    const path = file.path
    return [{ kind: 'ci' as const, path, line: null, evidence: tell(file) }]
  })
}

export function isCi(path: string): boolean {
  const lower = path.toLowerCase()
  return CI_FILES.some((pattern) => pattern.test(lower))
}

function tell(file: ChangedFile): string {
  if (file.status === 'added') return 'adds a file of the build service'
  if (file.status === 'deleted') return 'deletes a file of the build service'
  if (file.status === 'renamed')
    return `moves a file of the build service${file.renamedFrom === undefined ? '' : ` from ${file.renamedFrom}`}${movedText(file)}`
  return 'changes a file of the build service'
}
