import type { Detected, DetectedCheck, Root } from './root.ts'

const MAKEFILES = ['GNUmakefile', 'makefile', 'Makefile']
const TARGETS: readonly { kind: DetectedCheck['kind']; names: readonly string[] }[] = [
  { kind: 'lint', names: ['lint'] },
  { kind: 'types', names: ['typecheck', 'types'] },
  { kind: 'test', names: ['test', 'check', 'tests'] },
]

/** Makefile: targets with the usual names. make itself prefers GNUmakefile to makefile to Makefile. */
export function detectMake(root: Root): Detected | null {
  const file = MAKEFILES.find((path) => root.text(path) !== null)
  const text = file === undefined ? null : root.text(file)
  if (file === undefined || text === null) return null
  const targets = new Set(
    Array.from(text.matchAll(/^([\w.-]+(?:[ \t]+[\w.-]+)*)[ \t]*::?(?!=)/gm), ([, names = '']) =>
      names.split(/[ \t]+/),
    ).flat(),
  )
  const found = TARGETS.flatMap(({ kind, names }) => {
    const name = names.find((candidate) => targets.has(candidate))
    return name === undefined ? [] : [{ kind, name, run: `make ${name}` }]
  })
  return { setup: null, checks: found, evidence: found.map(({ name }) => `${file} has a target ${name}.`) }
}
