/**
 * Code that GitHub draws: a reader sees the picture and never the source, which can hold more than the picture shows.
 * https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting
 */

/** Of a map or a solid nobody reads the source. */
const NEVER_READ = new Set(['geojson', 'topojson', 'stl'])

/** Commands of TeX that hide, shrink, colour, move or define something. */
const HIDING = String.raw`\\(?:[hv]?phantom|color|textcolor|[f]?colorbox|definecolor|tiny|scriptsize|scriptscriptstyle|href|class|cssId|style|require|newcommand|renewcommand|def|gdef|let|label|tag|unicode|smash|[rl]lap|math[rlc]lap|hspace|[hm]skip|m?kern|raise|lower|moveleft|moveright|rule)(?![a-zA-Z])`

/** Mathematics between dollar signs that can hide something; a comment only where it has lines of its own. */
export const HIDING_MATH = String.raw`\$\$[^$]{0,4000}(?:${HIDING}|(?<!\\)%)[^$]{0,4000}\$\$|\$[^$\n]{0,1000}${HIDING}[^$\n]{0,4000}\$`

const HIDES = new RegExp(HIDING)

export function hidesInMath(tex: string): boolean {
  return HIDES.test(tex)
}

/** @returns what stays of a fenced block of code, lines and all: the same text when it hides nothing. */
export function shownOfDrawn(source: string, language: string): string {
  const name = language.toLowerCase()
  if (NEVER_READ.has(name)) return ''
  if (name === 'math') return HIDES.test(source) || /(?<!\\)%/.test(source) ? '' : source
  return name === 'mermaid' ? shownOfMermaid(source) : source
}

/** Comments, directives, styles, links and descriptions are not drawn. Where they take more than a line, nothing stays. */
function shownOfMermaid(source: string): string {
  if (/^[ \t>]*(?:---|accDescr\s*\{|%%\{(?!.*\}%%))|<(?!br\s*\/?>)[a-z!?]/im.test(source)) return ''
  return source
    .split('\n')
    .filter(
      (line) =>
        !/^[ \t>]*(?:%%|(?:click|style|classDef|linkStyle|accTitle|accDescr|link|links)\b)/i.test(line),
    )
    .join('\n')
}
