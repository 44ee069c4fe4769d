import type { ChangedFile } from './change-kind.ts'

/** " and changes it" when a moved file did not stay the same. */
export function movedText({ before, after }: ChangedFile): string {
  return before === after ? '' : ' and changes it'
}
