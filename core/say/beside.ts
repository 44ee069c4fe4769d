/**
 * Puts two pieces of Markdown together: on one line where they are both plain words, else as blocks of their own. A fence
 * that does not begin its line, or has something behind it, is none, and what stood in it would act.
 */
export function beside(left: string, right: string): string {
  if (left === '' || right === '') return left + right
  return /(?:^|\n)[^\n]*(?:`{3}|~{3})[^\n]*$/.test(left) || left.includes('\n') || BLOCK.test(right)
    ? `${left}\n\n${right}`
    : `${left} ${right}`
}

const BLOCK = /^(?:`{3}|~{3}|>|#|\*{3}|[-*+] |\d{1,9}[.)] )/
