import type { Format } from './format.ts'
import { biomeText } from './matchers/biome-text.ts'
import { eslintCompact } from './matchers/eslint-compact.ts'
import { eslintStylish } from './matchers/eslint-stylish.ts'
import { flake8 } from './matchers/flake8.ts'
import { generic } from './matchers/generic.ts'
import { go } from './matchers/go.ts'
import { javac } from './matchers/javac.ts'
import { jest } from './matchers/jest.ts'
import { mocha } from './matchers/mocha.ts'
import { msbuild } from './matchers/msbuild.ts'
import { mypyText } from './matchers/mypy-text.ts'
import { nodeTest } from './matchers/node-test.ts'
import { oxlintText } from './matchers/oxlint-text.ts'
import { phpstanText } from './matchers/phpstan-text.ts'
import { prettier } from './matchers/prettier.ts'
import { pytest } from './matchers/pytest.ts'
import { rubocopText } from './matchers/rubocop-text.ts'
import { ruffText } from './matchers/ruff-text.ts'
import { rustc } from './matchers/rustc.ts'
import { shellcheckText } from './matchers/shellcheck-text.ts'
import { tsc } from './matchers/tsc.ts'
import { vitest } from './matchers/vitest.ts'
import { problemMatcher } from './problem-matcher/problem-matcher.ts'
import { biome } from './reports/biome.ts'
import { cargoJson } from './reports/cargo-json.ts'
import { checkstyle } from './reports/checkstyle.ts'
import { eslint } from './reports/eslint.ts'
import { github } from './reports/github.ts'
import { gitlab } from './reports/gitlab.ts'
import { goJson } from './reports/go-json.ts'
import { golangciLint } from './reports/golangci-lint.ts'
import { jestJson } from './reports/jest-json.ts'
import { junit } from './reports/junit.ts'
import { lsp } from './reports/lsp.ts'
import { mochaJson } from './reports/mocha-json.ts'
import { mypy } from './reports/mypy.ts'
import { oxlint } from './reports/oxlint.ts'
import { phpstan } from './reports/phpstan.ts'
import { pylint } from './reports/pylint.ts'
import { pyright } from './reports/pyright.ts'
import { rdjson } from './reports/rdjson.ts'
import { rdjsonl } from './reports/rdjsonl.ts'
import { rubocop } from './reports/rubocop.ts'
import { ruff } from './reports/ruff.ts'
import { sarif } from './reports/sarif.ts'
import { shellcheck } from './reports/shellcheck.ts'
import { stylelint } from './reports/stylelint.ts'
import { tap } from './reports/tap.ts'

/** With a structure of their own, written for machines. */
const REPORTS = [
  sarif,
  // Before rdjson, which has the same names for other things.
  biome,
  rdjson,
  rdjsonl,
  eslint,
  lsp,
  checkstyle,
  junit,
  stylelint,
  oxlint,
  ruff,
  pylint,
  mypy,
  pyright,
  cargoJson,
  goJson,
  golangciLint,
  rubocop,
  shellcheck,
  phpstan,
  jestJson,
  mochaJson,
  gitlab,
]

/** Lines of a log, written for people. */
const MATCHERS = [
  tsc,
  eslintStylish,
  eslintCompact,
  biomeText,
  oxlintText,
  prettier,
  msbuild,
  rustc,
  ruffText,
  rubocopText,
  shellcheckText,
  phpstanText,
  javac,
  pytest,
  jest,
  vitest,
  mocha,
  tap,
  nodeTest,
  flake8,
  mypyText,
  go,
]

/** In the order in which "auto" tries them: the more a format says about itself, the earlier. */
export const FORMATS: readonly Format[] = [...REPORTS, problemMatcher, github, ...MATCHERS, generic]

/** What `parse:` of a check may say, "auto" included. */
export const FORMAT_NAMES: readonly string[] = ['auto', ...FORMATS.map(({ name }) => name)]
