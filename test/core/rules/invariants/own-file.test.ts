import { expect, test } from '@jest/globals'
import { applyRules } from '../../../../core/rules/apply-rules.ts'
import { harnessOf } from '../../harness/harness-of.ts'
import { ruleInput } from '../rule-input.ts'

const RULE = "regex: 'console\\.log', examples: { bad: ['console.log(1)'], good: ['log(1)'] }"
const foundIn = (paths: string) => {
  const text = `version: 1\ninvariants: [{ id: no-console, ${RULE}${paths} }]\n`
  const files = ['.github/agent.yml', '.github/other.yml'].map((path) => ({
    path,
    content: text,
    base: null,
  }))
  const { findings } = applyRules(ruleInput({ harness: harnessOf(text), files }))
  return [...new Set(findings.map(({ path }) => path))]
}

test('a rule does not find its own words and examples where the rules stand', () => {
  expect(foundIn('')).toEqual(['.github/other.yml'])
  expect(foundIn(", paths: ['**/*.yml']")).toEqual(['.github/other.yml'])
})

test('a rule that names the file looks at it', () => {
  expect(foundIn(", paths: ['.github/agent.yml']")).toEqual(['.github/agent.yml'])
  expect(foundIn(", paths: ['.github/agent.yml', '!.github/**']")).toEqual([])
})
