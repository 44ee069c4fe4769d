import type { Plugin } from 'esbuild'

/**
 * Puts libraries beside the bundle, one file each, `<name>.cjs`: it is read when something of the library is first used, and
 * by all entries that use it.
 *
 * @param libraries Packages, and how to load them; our own modules import what they export by name, never as a whole.
 * @param isFor Whether an importing file takes part; for the others the library stays in.
 */
export function loadLater(
  libraries: Readonly<Record<string, () => Promise<object>>>,
  isFor: (importer: string) => boolean,
): Plugin {
  return {
    name: 'load-later',
    setup: ({ onResolve, onLoad }) => {
      onResolve({ filter: /^[^./]/ }, ({ path, importer, kind }) =>
        kind === 'import-statement' && path in libraries && isFor(importer)
          ? { path, namespace: 'later' }
          : undefined,
      )
      onResolve({ filter: /^\.\//, namespace: 'later' }, ({ path }) => ({ path, external: true }))
      onLoad({ filter: /.*/, namespace: 'later' }, async ({ path }) => ({
        contents: standIn(path, await libraries[path]!()),
      }))
    },
  }
}

/** A module with the same exports, each of which is only looked up when it is used. */
function standIn(name: string, library: object): string {
  const exported = Object.keys(library).filter((one) => /^[\w$]+$/.test(one) && one !== 'default')
  const getters = exported.map((one) => `get ${one}() { return require('./${name}.cjs').${one} }`)
  return `module.exports = { ${getters.join(', ')} }`
}
