import { withoutComments } from '../source/without-comments.ts'

const CHECK =
  /\b(?:test|tests|spec|lint|check|typecheck|types|verify|coverage|jest|vitest|mocha|ava|playwright|cypress|pytest|tox|nox|ruff|flake8|mypy|pyright|pylint|bandit|eslint|biome|tsc|prettier|stylelint|vet|golangci-lint|staticcheck|clippy|fmt|rspec|rubocop|phpunit|phpstan|psalm|pest|ktlint|detekt|gradlew?|mvnw?|shellcheck|semgrep|audit)\b/
const SCRIPT = /(^|\/)(package\.json|makefile|justfile|composer\.json|taskfile\.ya?ml)$|\.(sh|bash|mk)$/i

export type Swallowed = { key: string; line: number; evidence: string }

/** Where the failure of a check is thrown away: `continue-on-error: true` of a workflow, `|| true` behind a check. */
export function findSwallowed(path: string, text: string, { isCi }: { isCi: boolean }): Swallowed[] {
  if (!isCi && !SCRIPT.test(path)) return []
  return withoutComments(text, path)
    .split('\n')
    .flatMap((written, index): Swallowed[] => {
      const line = written.slice(0, 4_000)
      const found = (key: string, evidence: string) => [
        { key: `${key} ${line.trim()}`, line: index + 1, evidence },
      ]
      if (
        isCi &&
        /^\s*-?\s*(?:continue-on-error|allow_failure|continueOnError|allow_failures|soft_fail)\s*:\s*(?:["']?true|\n|$|\$\{\{)/.test(
          line,
        )
      )
        return found('continue', 'lets a failed step of the build pass')
      if (/\|\|\s*(?:true|:|exit 0|echo\b)/.test(line) && CHECK.test(line))
        return found('or-true', 'throws away the failure of a check')
      if (isCi && /^\s*-?\s*if\s*:\s*(?:false|\$\{\{\s*false\s*\}\})\s*$/.test(line))
        return found('if', 'switches off a step of the build')
      if (isCi && /\bset \+e\b/.test(line)) return found('set', 'goes on after a failed command')
      return []
    })
}
