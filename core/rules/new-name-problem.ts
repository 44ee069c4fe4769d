import { stripInvisible } from '../markdown/invisible.ts'

/**
 * Why nobody should give a new file this name, as a sentence; null when it is fine. What is there already may keep such a
 * name: repositories have an aux.c.
 */
export function newNameProblem(path: string): string | null {
  // An ordinary composed letter is fine; what one does not see, or sees as something else, is not.
  if (stripInvisible(path) !== path)
    return 'Its name has characters that one does not see, or sees in another order; write a plain name.'
  for (const name of path.split('/')) {
    if (RESERVED.test(name))
      return `Windows keeps the name ${JSON.stringify(name)} for a device, so nobody could check it out there; choose another.`
    if (/[<>"|?*]/.test(name))
      return 'Its name has one of < > " | ? *, so nobody could check it out on Windows; leave it out.'
  }
  return null
}

/** https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file#naming-conventions */
const RESERVED = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])[ ]*(?:\.|$)/i
