import { at, listOf, parseJsonc, textOf } from '../../dependencies/parsed.ts'
import type { Loose } from './loose.ts'

const STRICT = [
  'strict',
  'noImplicitAny',
  'strictNullChecks',
  'strictFunctionTypes',
  'strictBindCallApply',
  'strictPropertyInitialization',
  'noUncheckedIndexedAccess',
  'exactOptionalPropertyTypes',
  'noImplicitReturns',
  'noImplicitThis',
  'noImplicitOverride',
  'noFallthroughCasesInSwitch',
  'noUnusedLocals',
  'noUnusedParameters',
  'useUnknownInCatchVariables',
  'alwaysStrict',
  'checkJs',
]

export function compilerOptions(text: string): Loose[] | null {
  const parsed = parseJsonc(text)
  if (!parsed) return null
  const options = at(parsed.value, 'compilerOptions')
  const strict = STRICT.filter((name) => at(options, name) !== true).map((name) => {
    const off = at(options, name) === false
    return {
      key: `off ${name}`,
      evidence: off ? `sets ${name} to false` : `no longer sets ${name}`,
      word: name,
    }
  })
  const skip = ['skipLibCheck', 'skipDefaultLibCheck', 'suppressImplicitAnyIndexErrors', 'noCheck']
    .filter((name) => at(options, name) === true)
    .map((name) => ({ key: `on ${name}`, evidence: `sets ${name}`, word: name }))
  const exclude = listOf(at(parsed.value, 'exclude')).flatMap((glob) => {
    const written = textOf(glob)
    return written === null
      ? []
      : [{ key: `exclude ${written}`, evidence: `excludes ${written} from the type check`, word: written }]
  })
  return [...strict, ...skip, ...exclude]
}
