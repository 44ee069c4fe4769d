/** How a language writes what is not code. Enough to tell code, comments and strings apart; no grammar. */
export type Syntax = {
  lineComments: readonly string[]
  blockComments: readonly { open: string; close: string }[]
  /** The longest first. `raw`: a backslash means nothing. */
  strings: readonly { quote: string; multiline: boolean; raw?: boolean }[]
  /** JavaScript's regular expressions and `${}`. */
  javascript?: true
  /** A single quote begins a character or a lifetime, not a string. */
  characters?: true
}

const DOUBLE = { quote: '"', multiline: false }
const SINGLE = { quote: "'", multiline: false }
const TEXT_BLOCK = { quote: '"""', multiline: true }
const C_COMMENTS = { lineComments: ['//'], blockComments: [{ open: '/*', close: '*/' }] }

const JAVASCRIPT: Syntax = { ...C_COMMENTS, strings: [DOUBLE, SINGLE], javascript: true }
const PYTHON: Syntax = {
  lineComments: ['#'],
  blockComments: [],
  strings: [TEXT_BLOCK, { quote: "'''", multiline: true }, DOUBLE, SINGLE],
}
const GO: Syntax = {
  ...C_COMMENTS,
  strings: [DOUBLE, { quote: '`', multiline: true, raw: true }],
  characters: true,
}
const RUST: Syntax = { ...C_COMMENTS, strings: [{ quote: '"', multiline: true }], characters: true }
const JAVA: Syntax = { ...C_COMMENTS, strings: [TEXT_BLOCK, DOUBLE], characters: true }
const GROOVY: Syntax = {
  ...C_COMMENTS,
  strings: [TEXT_BLOCK, { quote: "'''", multiline: true }, DOUBLE, SINGLE],
}
const PHP: Syntax = {
  lineComments: ['//', '#'],
  blockComments: C_COMMENTS.blockComments,
  strings: [
    { quote: '"', multiline: true },
    { quote: "'", multiline: true },
  ],
}
const RUBY: Syntax = {
  lineComments: ['#'],
  blockComments: [{ open: '\n=begin', close: '\n=end' }],
  strings: [DOUBLE, SINGLE],
}
const HASH: Syntax = { lineComments: ['#'], blockComments: [], strings: [DOUBLE, SINGLE] }

const BY_EXTENSION: readonly [RegExp, Syntax][] = [
  [/\.([cm]?[jt]sx?|vue|svelte|astro)$/, JAVASCRIPT],
  [/\.pyi?$/, PYTHON],
  [/\.go$/, GO],
  [/\.rs$/, RUST],
  [/\.(java|kt|kts|scala|swift|cs|fs|c|h|cc|cpp|cxx|hpp|mm?|dart)$/, JAVA],
  [/\.(groovy|gradle)$/, GROOVY],
  [/\.php$/, PHP],
  [/\.(rb|rake|gemspec)$/, RUBY],
  [/\.(sh|bash|zsh|ya?ml|toml|exs?|pl|r)$|(^|\/)(makefile|dockerfile)$/, HASH],
]

/** The syntax of the file at a path, by its name; null: unknown. */
export function syntaxOf(path: string): Syntax | null {
  const lower = path.toLowerCase()
  return BY_EXTENSION.find(([name]) => name.test(lower))?.[1] ?? null
}
