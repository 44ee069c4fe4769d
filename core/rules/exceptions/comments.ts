/** How comments begin in files of an ending, and which quotes text has there. */
export type CommentStyle = { line: readonly string[]; block: readonly Block[]; quotes: string }
type Block = { begin: string; end: string }

const C: Block = { begin: '/*', end: '*/' }
const XML: Block = { begin: '<!--', end: '-->' }

const STYLES: readonly { endings: string; style: CommentStyle }[] = [
  {
    endings: 'js mjs cjs jsx ts mts cts tsx go java kt kts cs csx swift scala dart groovy gradle proto',
    style: { line: ['//'], block: [C], quotes: '"\'`' },
  },
  // An apostrophe is part of names there.
  { endings: 'rs c h cc cpp cxx hpp hh m mm zig', style: { line: ['//'], block: [C], quotes: '"' } },
  { endings: 'php', style: { line: ['//', '#'], block: [C], quotes: '"\'' } },
  {
    endings: 'py pyi rb rake gemspec ru sh bash zsh yml yaml toml pl pm r ex exs tf hcl nix ps1 mk cmake',
    style: { line: ['#'], block: [], quotes: '"\'' },
  },
  { endings: 'css', style: { line: [], block: [C], quotes: '"\'' } },
  { endings: 'scss less sass', style: { line: ['//'], block: [C], quotes: '"\'' } },
  { endings: 'html htm xml svg md', style: { line: [], block: [XML], quotes: '' } },
  { endings: 'vue svelte astro', style: { line: ['//'], block: [C, XML], quotes: '"\'`' } },
  { endings: 'sql', style: { line: ['--'], block: [C], quotes: '\'"' } },
  { endings: 'lua hs elm', style: { line: ['--'], block: [], quotes: '"' } },
]
const BY_ENDING = new Map(
  STYLES.flatMap(({ endings, style }) => endings.split(' ').map((ending) => [ending, style] as const)),
)
const BY_NAME = new Map(
  ['Dockerfile', 'Makefile', 'Rakefile', 'Gemfile'].map((name) => [name, BY_ENDING.get('sh')!] as const),
)

/** Null for a file whose comments are not known. */
export function commentStyle(path: string): CommentStyle | null {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return BY_NAME.get(name) ?? BY_ENDING.get(name.slice(name.lastIndexOf('.') + 1).toLowerCase()) ?? null
}

/**
 * Whether what stands at a column of a line is the beginning of a comment's text, as far as the line itself says: what
 * is before it is the sign of a comment, outside of quotes. A text of several lines cannot be told from here.
 *
 * @returns whether the comment is alone on its line, and what ends it; null when this is no comment.
 */
export function commentAt(
  line: string,
  column: number,
  { line: signs, block, quotes }: CommentStyle,
): { alone: boolean; end: string | null } | null {
  const before = line.slice(0, column).trimEnd()
  if (block.some(({ begin }) => begin === '/*') && /^\s*\*+$/.test(before)) return { alone: true, end: '*/' }
  const opener =
    signs.map((begin) => ({ begin, end: null })).find(({ begin }) => before.endsWith(begin)) ??
    block.find(({ begin }) => before.endsWith(begin))
  if (opener === undefined) return null
  const code = before.slice(0, -opener.begin.length)
  // "https://…" and "a//b" begin no comment that anybody meant as one.
  if (code !== '' && !/[\s{};,()[\]>]$/.test(code)) return null
  if (isInText(code, quotes)) return null
  return { alone: /^\s*\{?$/.test(code), end: opener.end }
}

function isInText(code: string, quotes: string): boolean {
  let open = ''
  for (let at = 0; at < code.length; at++) {
    const character = code[at]!
    if (character === '\\') at++
    else if (open === '' && quotes.includes(character)) open = character
    else if (open === character) open = ''
  }
  return open !== ''
}
