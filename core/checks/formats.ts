import { eslint } from './eslint.ts'
import { eslintStylish } from './eslint-stylish.ts'
import type { Format } from './format.ts'
import { generic } from './generic.ts'
import { github } from './github.ts'
import { junit } from './junit.ts'
import { nodeTest } from './node-test.ts'
import { sarif } from './sarif.ts'
import { tap } from './tap.ts'
import { tsc } from './tsc.ts'

/** In the order in which "auto" tries them: the more a format says about itself, the earlier. */
export const FORMATS: readonly Format[] = [
  sarif,
  junit,
  eslint,
  github,
  tsc,
  eslintStylish,
  tap,
  nodeTest,
  generic,
]

/** What `parse:` of a check may say, "auto" included. */
export const FORMAT_NAMES: readonly string[] = ['auto', ...FORMATS.map(({ name }) => name)]
