import { isIgnoreFile } from './ignore-file.ts'
import { compilerOptions } from './loosened/compiler-options.ts'
import { ignoreLines } from './loosened/ignore-lines.ts'
import { iniOptions } from './loosened/ini-options.ts'
import type { Loose } from './loosened/loose.ts'
import { phpstanIgnores } from './loosened/phpstan-ignores.ts'
import { pythonOptions } from './loosened/python-options.ts'
import { rulesOff } from './loosened/rules-off.ts'
import { runnerIgnores } from './loosened/runner-ignores.ts'
import { switchedOff } from './loosened/switched-off.ts'

const LINT_CONFIG =
  /(^|\/)(\.?eslint[\w.-]*\.(?:[cm]?[jt]s|json|ya?ml)|\.eslintrc|\.?oxlintrc[\w.]*|biome\.jsonc?|\.stylelintrc[\w.]*|tslint\.json)$/
const COMPILER = /(^|\/)([tj]sconfig[\w.-]*\.json)$/
const MAX_CONFIG = 1024 * 1024

/** What a configuration of a checker leaves out. null: it should be readable and is not. */
export function findLoose(path: string, text: string): Loose[] | null {
  const lower = path.toLowerCase()
  if (text.length > MAX_CONFIG) return null
  if (isIgnoreFile(lower)) return ignoreLines(text)
  if (COMPILER.test(lower)) return compilerOptions(text)
  if (LINT_CONFIG.test(lower)) return rulesOff(text, lower)
  if (/(^|\/)(pyproject|ruff|\.ruff)\.toml$/.test(lower)) return pythonOptions(text)
  if (
    /(^|\/)(mypy|setup|tox|pytest|\.coveragerc|\.flake8|\.pylintrc)(\.ini|\.cfg)?$|(^|\/)\.(coveragerc|flake8|pylintrc)$/.test(
      lower,
    )
  )
    return iniOptions(text)
  if (/(^|\/)\.rubocop(_todo)?\.yml$|(^|\/)\.golangci\.ya?ml$|(^|\/)detekt[\w.-]*\.ya?ml$/.test(lower))
    return switchedOff(text)
  if (/(^|\/)phpstan[\w.-]*\.neon(\.dist)?$/.test(lower)) return phpstanIgnores(text)
  if (
    /(^|\/)(jest|vitest|vite|playwright|karma|cypress)\.(config|conf)[\w.-]*\.([cm]?[jt]s|json)$|(^|\/)package\.json$/.test(
      lower,
    )
  )
    return runnerIgnores(text, lower)
  return []
}

/** Whether a path is one of a checker's configuration, without looking into it. */
export function isCheckerConfig(path: string): boolean {
  const lower = path.toLowerCase()
  return isIgnoreFile(lower) || COMPILER.test(lower) || LINT_CONFIG.test(lower)
}
