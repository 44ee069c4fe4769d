/** The languages whose imports, exports and trees are read, named as ast-grep names them. */
export const LANGUAGES = [
  'JavaScript',
  'TypeScript',
  'Tsx',
  'Python',
  'Go',
  'Java',
  'Kotlin',
  'Rust',
  'Ruby',
  'CSharp',
  'Php',
  'Html',
  'Css',
] as const

export type Language = (typeof LANGUAGES)[number]

/** The language of a path by its file ending, whatever its case; null for what is not read. */
export function languageOf(path: string): Language | null {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const dot = name.lastIndexOf('.')
  if (dot < 0) return NAMES[name] ?? null
  return ENDINGS[name.slice(dot + 1).toLowerCase()] ?? NAMES[name] ?? null
}

const ENDINGS: Readonly<Record<string, Language>> = ofNoPrototype({
  js: 'JavaScript',
  mjs: 'JavaScript',
  cjs: 'JavaScript',
  jsx: 'JavaScript',
  ts: 'TypeScript',
  mts: 'TypeScript',
  cts: 'TypeScript',
  tsx: 'Tsx',
  py: 'Python',
  pyi: 'Python',
  go: 'Go',
  java: 'Java',
  kt: 'Kotlin',
  kts: 'Kotlin',
  rs: 'Rust',
  rb: 'Ruby',
  rake: 'Ruby',
  gemspec: 'Ruby',
  ru: 'Ruby',
  cs: 'CSharp',
  csx: 'CSharp',
  php: 'Php',
  html: 'Html',
  htm: 'Html',
  css: 'Css',
})

const NAMES: Readonly<Record<string, Language>> = ofNoPrototype({ Rakefile: 'Ruby', Gemfile: 'Ruby' })

/** A file may be called "a.constructor". */
function ofNoPrototype<T>(entries: Record<string, T>): Record<string, T> {
  return Object.assign(Object.create(null), entries)
}
