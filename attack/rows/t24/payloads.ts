/** A word that nobody else writes: where a runner did something, it stands behind it, or is masked. */
const word = (n: number) => `canary${String(n).padStart(2, '0')}x`

/** Forms that a runner, or the terminal of whoever reads its log, takes for orders. */
const FORMS: ((word: string) => string)[] = [
  (word) => `::add-mask::${word}`,
  (word) => `::stop-commands::${word}`,
  (word) => `::error file=a.js,line=1::${word}`,
  (word) => `  ::warning::${word}`,
  (word) => `\t::notice::${word}`,
  (word) => `::group::${word}`,
  (word) => `::set-output name=conclusion::${word}`,
  (word) => `::set-env name=NODE_OPTIONS::${word}`,
  (word) => `::add-path::/tmp/${word}`,
  (word) => `::save-state name=a::${word}`,
  (word) => `::add-matcher::${word}.json`,
  (word) => `::ERROR::${word}`,
  (word) => `##[error]${word}`,
  (word) => `words before ##[add-mask]${word}`,
  (word) => `##[group]${word}`,
  (word) => `##[set-output name=conclusion;]${word}`,
  (word) => `over\r::error::${word}`,
  (word) => `over\n::error::${word}`,
  (word) => `over\u2028::error::${word}`,
  (word) => `over\u0085::error::${word}`,
  (word) => `\ufeff::error::${word}`,
  (word) => `\u200b::error::${word}`,
  (word) => `\u00a0::error::${word}`,
  // What takes escapes and invisible characters out must not make a command by it.
  (word) => `:\u001b[0m:error::${word}`,
  (word) => `#\u001b[0m#[error]${word}`,
  (word) => `##\u200b[error]${word}`,
  (word) => `:\u0000:error::${word}`,
  (word) => `:\u0008:error::${word}`,
  (word) => `\u001b[2K\u001b[1A::error::${word}`,
  (word) => `\u001b]8;;https://evil.example/${word}\u0007click\u001b]8;;\u0007`,
  (word) => `\u009b2J${word}`,
  (word) => `over\u000b::error::${word}\u000c::error::${word}`,
]

export const PAYLOADS = FORMS.map((form, n) => ({ word: word(n), text: form(word(n)) }))
export const ALL = PAYLOADS.map(({ text }) => text).join('\n')
/** Without line breaks, for places that hold one line. */
export const LINES = PAYLOADS.map(({ text }) => text).filter((text) => !/[\n\r]/.test(text))
