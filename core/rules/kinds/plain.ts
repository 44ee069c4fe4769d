import { cut } from '../../checks/cut.ts'

/** Foreign text inside a sentence: on one line, without invisible characters, at most 80 characters. */
export function plain(text: string): string {
  return cut(
    text
      .slice(0, 400)
      .replaceAll(/[\p{C}\p{Z}]+/gu, ' ')
      .trim(),
    80,
  )
}
