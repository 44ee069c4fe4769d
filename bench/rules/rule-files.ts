import { LAYERS } from './plan-tree.ts'

/** The layers of a generated tree, no circles, for us. */
export const LAYER_RULES = `version: 1
layers:
  order:
${LAYERS.map(({ name }) => `    - { name: ${name}, paths: [src/${name}/**] }`).join('\n')}
  cycles: deny
`

/** One pattern and nothing else. */
export const AST_PATTERN = 'console.log($$$ARGS)'
export const AST_RULES = `version: 1
invariants:
  - id: no-console
    ast: { language: TypeScript, rule: { pattern: ${AST_PATTERN} } }
    why: The log of the product is structured.
    examples: { bad: ['console.log(1)'], good: ['log.info(1)'] }
`

/** Of each layer but the highest, those above it. */
const RULES = LAYERS.slice(1).map(({ name }, at) => ({
  name: `layers/${name}`,
  from: name,
  above: LAYERS.slice(0, at + 1).map((layer) => layer.name),
}))

/** The same for dependency-cruiser, with what its documentation recommends for speed. */
export const CRUISER_RULES = JSON.stringify({
  forbidden: [
    ...RULES.map(({ name, from, above }) => ({
      name,
      severity: 'error',
      from: { path: `^src/${from}/` },
      to: { path: `^src/(${above.join('|')})/` },
    })),
    {
      name: 'cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    skipAnalysisNotInRules: true,
  },
})

/** And for rev-dep. */
export const REV_DEP_RULES = JSON.stringify({
  configVersion: '1.10',
  rules: [
    {
      path: '.',
      moduleBoundaries: RULES.map(({ name, from, above }) => ({
        name,
        pattern: `src/${from}/**/*`,
        allow: ['src/**/*'],
        deny: above.map((layer) => `src/${layer}/**/*`),
      })),
      circularImportsDetection: { enabled: true, ignoreTypeImports: true },
    },
  ],
})
