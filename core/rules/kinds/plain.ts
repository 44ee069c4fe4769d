import { cut } from '../../checks/cut.ts'

/** Foreign text inside a sentence: on one line, without invisible characters, at most 80 characters, never empty. */
export function plain(text: string): string {
  const shown = text
    .slice(0, 400)
    .replaceAll(/[\p{C}\p{Z}]+/gu, ' ')
    .trim()
  return shown === '' ? 'a name that cannot be shown' : cut(shown, 80)
}
