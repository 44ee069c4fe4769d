import { at, entriesOf, listOf, parseJsonc, parseToml, textOf } from '../dependencies/parsed.ts'
import { withoutComments } from '../source/without-comments.ts'

/** A setting that makes a checker look away; `key` tells it again on the other side. */
export type Loose = { key: string; evidence: string; word: string }

const IGNORE_FILE =
  /(^|\/)\.(eslint|prettier|stylelint|biome|oxlint|semgrep|trivy|codecov|coverage|lint)ignore$/
const LINT_CONFIG =
  /(^|\/)(\.?eslint[\w.-]*\.(?:[cm]?[jt]s|json|ya?ml)|\.eslintrc|\.?oxlintrc[\w.]*|biome\.jsonc?|\.stylelintrc[\w.]*|tslint\.json)$/
const COMPILER = /(^|\/)([tj]sconfig[\w.-]*\.json)$/
const STRICT = [
  'strict',
  'noImplicitAny',
  'strictNullChecks',
  'strictFunctionTypes',
  'strictBindCallApply',
  'strictPropertyInitialization',
  'noUncheckedIndexedAccess',
  'exactOptionalPropertyTypes',
  'noImplicitReturns',
  'noImplicitThis',
  'noImplicitOverride',
  'noFallthroughCasesInSwitch',
  'noUnusedLocals',
  'noUnusedParameters',
  'useUnknownInCatchVariables',
  'alwaysStrict',
  'checkJs',
]
const MAX_CONFIG = 1024 * 1024

/** What a configuration of a checker leaves out. null: it should be readable and is not. */
export function findLoose(path: string, text: string): Loose[] | null {
  const lower = path.toLowerCase()
  if (text.length > MAX_CONFIG) return null
  if (IGNORE_FILE.test(lower)) return ignoreLines(text)
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
  return IGNORE_FILE.test(lower) || COMPILER.test(lower) || LINT_CONFIG.test(lower)
}

function ignoreLines(text: string): Loose[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#') && !line.startsWith('!'))
    .map((line) => ({ key: `ignore ${line}`, evidence: `ignores ${line}`, word: line }))
}

function compilerOptions(text: string): Loose[] | null {
  const parsed = parseJsonc(text)
  if (!parsed) return null
  const options = at(parsed.value, 'compilerOptions')
  const strict = STRICT.filter((name) => at(options, name) !== true).map((name) => {
    const off = at(options, name) === false
    return {
      key: `off ${name}`,
      evidence: off ? `sets ${name} to false` : `no longer sets ${name}`,
      word: name,
    }
  })
  const skip = ['skipLibCheck', 'skipDefaultLibCheck', 'suppressImplicitAnyIndexErrors', 'noCheck']
    .filter((name) => at(options, name) === true)
    .map((name) => ({ key: `on ${name}`, evidence: `sets ${name}`, word: name }))
  const exclude = listOf(at(parsed.value, 'exclude')).flatMap((glob) => {
    const written = textOf(glob)
    return written === null
      ? []
      : [{ key: `exclude ${written}`, evidence: `excludes ${written} from the type check`, word: written }]
  })
  return [...strict, ...skip, ...exclude]
}

/** `"no-console": "off"`, `'no-console': 0`, `"noConsole": ["off", …]`; globs behind `ignores`. */
function rulesOff(text: string, path: string): Loose[] {
  const bare = withoutComments(text, path.endsWith('rc') || path.endsWith('json') ? 'x.js' : path)
  const off = Array.from(
    bare.matchAll(/["']?([\w@/-]{2,100})["']?[ \t]*:[ \t]*\[?[ \t]*(?:["']off["']|off\b|0[ \t]*[,\]}\n])/g),
    ([, rule]) => ({
      key: `off ${rule}`,
      evidence: `switches off the rule ${rule}`,
      word: rule!,
    }),
  )
  const biome = Array.from(
    bare.matchAll(/"(linter|formatter|enabled|recommended)"[ \t]*:[ \t]*false/g),
    ([, name]) => ({
      key: `off ${name}`,
      evidence: `sets ${name} to false`,
      word: name!,
    }),
  )
  return [
    ...off,
    ...biome,
    ...globsBehind(bare, /\b(?:ignores|ignorePatterns|excludedFiles|ignore)["']?\s*:\s*\[/g, 'ignores'),
  ]
}

function runnerIgnores(text: string, path: string): Loose[] {
  const bare = withoutComments(text, path.endsWith('json') ? 'x.js' : path)
  const none = Array.from(bare.matchAll(/--?passWithNoTests\b|\bpassWithNoTests["']?\s*:\s*true/g), () => ({
    key: 'passWithNoTests',
    evidence: 'lets a run without any test pass',
    word: 'passWithNoTests',
  }))
  return [
    ...none,
    ...globsBehind(
      bare,
      /\b(?:testPathIgnorePatterns|coveragePathIgnorePatterns|modulePathIgnorePatterns|testIgnore|excludeSpecPattern)["']?\s*:\s*\[/g,
      'leaves out of the tests',
    ),
  ]
}

const MAX_LIST = 20_000

/** The strings of the list a sign ends with. */
function globsBehind(text: string, sign: RegExp, verb: string): Loose[] {
  return Array.from(text.matchAll(sign)).flatMap((match) => {
    const start = match.index + match[0].length
    const end = text.indexOf(']', start)
    const list = text.slice(start, Math.min(end < 0 ? text.length : end, start + MAX_LIST))
    return Array.from(list.matchAll(/(["'`])((?:(?!\1)[^\n]){1,300})\1/g), ([, , glob]) => ({
      key: `${verb} ${glob}`,
      evidence: `${verb} ${glob}`,
      word: glob!,
    }))
  })
}

function pythonOptions(text: string): Loose[] | null {
  const parsed = parseToml(text)
  if (!parsed) return null
  const found: Loose[] = []
  const left: [string, unknown][] = [['', at(parsed.value, 'tool') ?? parsed.value]]
  const lists =
    /^(?:ignore|extend-ignore|per-file-ignores|extend-per-file-ignores|disable|disable_error_code|omit|exclude_lines|exclude_also|exclude|extend-exclude|ignore-paths)$/
  for (let next = left.pop(); next; next = left.pop()) {
    for (const [key, value] of entriesOf(next[1])) {
      const place = next[0] === '' ? key : `${next[0]}.${key}`
      if (/^(?:poetry|hatch|setuptools|uv|pdm|black|isort)(?:\.|$)/.test(place)) continue
      if (/^(?:ignore_errors|ignore_missing_imports)$/.test(key) && value === true)
        found.push({
          key: `on ${place} ${next[1] ? textOf(at(next[1], 'module')) : ''}`,
          evidence: `sets ${place}`,
          word: key,
        })
      if (key === 'strict' && value === false)
        found.push({ key: `off ${place}`, evidence: `sets ${place} to false`, word: key })
      if (lists.test(key))
        for (const one of [
          ...listOf(value),
          ...entriesOf(value).flatMap(([glob, rules]) => listOf(rules).map((rule) => `${rule} in ${glob}`)),
        ])
          if (typeof one === 'string')
            found.push({
              key: `${place} ${one}`,
              evidence: `adds ${one} to ${place}`,
              word: one.split(' in ')[0]!,
            })
      if (Array.isArray(value)) for (const one of value) left.push([place, one])
      else left.push([place, value])
    }
  }
  return found
}

function iniOptions(text: string): Loose[] {
  const found: Loose[] = []
  let list = ''
  for (const written of text.split(/\r?\n/)) {
    const line = written.replace(/(^|\s)[#;].*$/, '')
    const entry = /^[ \t]*([\w-]+)[ \t]*=(.*)$/.exec(line)
    if (entry || /^\S/.test(line)) list = ''
    if (
      entry &&
      /^(?:ignore|extend-ignore|per-file-ignores|disable|omit|exclude_lines|exclude_also|disable_error_code)$/.test(
        entry[1]!,
      )
    )
      list = entry[1]!
    if (
      entry &&
      /^(?:ignore_errors|ignore_missing_imports)$/.test(entry[1]!) &&
      /^\s*true\s*$/i.test(entry[2]!)
    )
      found.push({ key: `on ${entry[1]}`, evidence: `sets ${entry[1]}`, word: entry[1]! })
    if (list !== '')
      for (const one of (entry ? entry[2]! : line)
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''))
        found.push({ key: `${list} ${one}`, evidence: `adds ${one} to ${list}`, word: one })
  }
  return found
}

/** YAML of checkers, line by line: a rule and below it `Enabled: false` or `active: false`; entries of `disable:`. */
function switchedOff(text: string): Loose[] {
  const found: Loose[] = []
  let rule = ''
  let list = -1
  for (const written of text.split(/\r?\n/)) {
    const line = written.replace(/(^|\s)#.*$/, '')
    const indent = line.search(/\S/)
    if (indent < 0) continue
    const item = /^\s*-\s*(\S+)/.exec(line)?.[1]
    if (list >= 0 && (indent < list || (indent === list && !item))) list = -1
    if (list >= 0 && item) found.push({ key: `off ${item}`, evidence: `switches off ${item}`, word: item })
    const key = /^\s*([\w/.-]+):\s*(\S*)\s*$/.exec(line)
    if (!key) continue
    if (key[2] === '' && /^(?:disable|Exclude|exclude-rules|skip-dirs|skip-files)$/.test(key[1]!))
      list = indent
    else if (/^(?:enabled|active)$/i.test(key[1]!) && key[2] === 'false')
      found.push({ key: `off ${rule}`, evidence: `switches off ${rule}`, word: rule })
    else if (key[2] === '') rule = key[1]!
  }
  return found
}

function phpstanIgnores(text: string): Loose[] {
  return Array.from(
    text.matchAll(/^[ \t]*(?:-[ \t]*)?(?:message:[ \t]*)?(['"]?[#~/][^\n]{2,300})$/gm),
    ([, message]) => ({
      key: `ignore ${message}`,
      evidence: `ignores the error ${message}`,
      word: message!,
    }),
  )
}
