/**
 * A gitignore glob as a test of text, for the few forms that nearly all globs have: `src/app/**`, `src/app`,
 * `src/app/main.ts`, `*.ts`, `**` + `/*.ts`, `src/**` + `/*.ts`; null for any other. Exactly what the library answers for
 * paths that `isMatchable` and `isPlain` accept, thirty times as fast; tests hold the two equal.
 */
export function directGlob(glob: string): ((path: string) => boolean) | null {
  if (glob === '**') return () => true
  const found = /^\/?((?:[\w@-][\w.@-]*\/)*)(?:([\w@-][\w.@-]*)|\*\*|(\*\*\/)?\*(\.[\w.-]*\w))$/.exec(glob)
  if (found === null) return null
  const [, folder = '', name, deep, ending] = found
  const anchored = folder !== '' || glob.startsWith('/')
  if (ending !== undefined) return anchored && deep === undefined ? null : endsBelow(folder, ending)
  if (name === undefined) return (path) => path.startsWith(folder)
  // A name alone may stand anywhere; what is told apart by folders begins at the root.
  return anchored ? startsWith(folder + name) : null
}

/** Whether a path has none of what the library takes for something else than a name. */
export function isPlain(path: string): boolean {
  return !path.includes('\\') && !path.includes('//') && !path.endsWith('/')
}

/** A glob covers what is below a match, too: "*.ts" covers all of a folder called "a.ts". */
function endsBelow(folder: string, ending: string): (path: string) => boolean {
  const inside = `${ending}/`
  return (path) =>
    path.startsWith(folder) &&
    (endsAfter(path, ending, folder.length) || path.includes(inside, folder.length))
}

function endsAfter(path: string, ending: string, from: number): boolean {
  return path.length - ending.length >= from && path.endsWith(ending)
}

function startsWith(whole: string): (path: string) => boolean {
  return (path) => path.startsWith(whole) && (path.length === whole.length || path[whole.length] === '/')
}
