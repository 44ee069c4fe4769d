import type { Target } from './target.ts'
import { commandParser } from './targets/command-parser.ts'
import { patchParser } from './targets/patch-parser.ts'
import { pathMatcher } from './targets/path-matcher.ts'
import { problemMatchers } from './targets/problem-matchers.ts'
import { redactor } from './targets/redactor.ts'
import { reportParser } from './targets/report-parser.ts'
import { sanitiser } from './targets/sanitiser.ts'

export const TARGETS: readonly Target[] = [
  commandParser,
  sanitiser,
  redactor,
  pathMatcher,
  patchParser,
  reportParser,
  problemMatchers,
]
