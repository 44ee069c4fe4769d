import { describe, expect, test } from '@jest/globals'
import { evaluate, type Scope } from '../../../playground/runner/expressions/evaluate.ts'
import { evaluateCondition, evaluateTemplate } from '../../../playground/runner/expressions/template.ts'
import type { Value } from '../../../playground/runner/expressions/value.ts'

const always = { least: 0, most: 0, call: () => true }
const scope: Scope = {
  contexts: {
    github: { actor: 'ada', event: { labels: [{ name: 'bug' }, { name: 'Help' }], 'a b': 1 } },
    inputs: { flag: true, count: 3, text: 'Hello', 'runs-on': 'ubuntu-latest', empty: '' },
    env: { NAME: 'x' },
    steps: { a: { outputs: { list: '[1, {"b": [true, null]}]' } } },
  },
  functions: { success: { ...always, call: () => false }, always, failure: always },
}

describe('an expression', () => {
  test.each<[string, Value]>([
    ['null', null],
    ['true', true],
    ['711', 711],
    ['-9.2', -9.2],
    ['0xff', 255],
    ['0o17', 15],
    ['-2.99e-2', -0.0299],
    ['.5', 0.5],
    ["'it''s open'", "it's open"],
    ["''", ''],
    ['github.actor', 'ada'],
    ['GitHub.Actor', 'ada'],
    ["github['event']['a b']", 1],
    ['github.nothing', null],
    ['github.nothing.below[0]', null],
    ['inputs.runs-on', 'ubuntu-latest'],
    ['github.event.labels[1].name', 'Help'],
    ['github.event.labels[7]', null],
    ["contains(github.event.labels.*.name, 'HELP')", true],
    ["join(github.event.labels.*.name, ' + ')", 'bug + Help'],
    ['!inputs.flag', false],
    ['!inputs.empty', true],
    ["!''  && !0 && !null", true],
    ["'A' == 'a'", true],
    ["'a' < 'B'", true],
    ["1 == '1'", true],
    ["true == '1'", true],
    ["null == ''", true],
    ['null == 0', true],
    ["'abc' == 0", false],
    ["'abc' < 1 || 'abc' >= 1", false],
    ["'0x10' == 16", true],
    ['github.event == github.event', true],
    ["fromJSON('[]') == fromJSON('[]')", false],
    ["inputs.empty || 'default'", 'default'],
    ['inputs.flag && inputs.count', 3],
    ['1 < 2 == true', true],
    ['true || false && false', true],
    ['(true || false) && false', false],
    ["contains('Hello world', 'LLO')", true],
    ["contains(fromJSON('[\"push\", 1]'), 'PUSH')", true],
    ["contains(inputs, 'flag')", false],
    ["startsWith('Hello', 'he') && endsWith('Hello', 'LO')", true],
    ["format('{{{0}}} {1} {0}', 'a', true)", '{a} true a'],
    ["join(fromJSON('[1, true, null]'))", '1,true,'],
    ['toJSON(fromJSON(\'{"a": [1]}\'))', '{\n  "a": [\n    1\n  ]\n}'],
    ['fromJSON(steps.a.outputs.list)[1].b[0]', true],
    ['fromJSON(\'{"__proto__": 1}\').toString', null],
    ['always()', true],
    ['ALWAYS()', true],
  ])('%s', (expression, expected) => {
    expect(evaluate(expression, scope)).toEqual(expected)
  })

  test.each<[string, string]>([
    ['secret.x', "Unrecognized named-value: 'secret'. Located at position 1 within expression: secret.x"],
    ['1 == nope(2)', "Unrecognized function: 'nope'. Located at position 6 within expression: 1 == nope(2)"],
    [
      'constructor()',
      "Unrecognized function: 'constructor'. Located at position 1 within expression: constructor()",
    ],
    ['contains(1)', 'Too few parameters supplied to contains() in expression: contains(1)'],
    ['always(1)', 'Too many parameters supplied to always() in expression: always(1)'],
    ['1 +', "Unexpected symbol: '+'. Located at position 3 within expression: 1 +."],
    ['github.', 'Unexpected end of expression. Located at position 8 within expression: github..'],
    ['(1', 'Unexpected end of expression. Located at position 3 within expression: (1.'],
    ['1 2', "Unexpected symbol: '2'. Located at position 3 within expression: 1 2."],
    [
      '"double"',
      `Unexpected symbol: '"double"'. Located at position 1 within expression: "double". Strings stand in single quotes.`,
    ],
    ["format('{1}', 'a')", 'The following format string references more arguments than were supplied: {1}'],
    ["format('{a}')", 'The following format string is invalid: {a}. Write {{ for a brace.'],
    [
      "fromJSON('{')",
      "fromJSON: not JSON: Expected property name or '}' in JSON at position 1 (line 1 column 2)",
    ],
    ['('.repeat(60) + ')'.repeat(60), 'Exceeded the maximum expression depth of 50.'],
  ])('that is wrong is refused: %s', (expression, problem) => {
    expect(() => evaluate(expression, scope)).toThrow(problem)
  })
})

describe('a template', () => {
  test.each<[string, Value]>([
    ['plain', 'plain'],
    ['${{ inputs.flag }}', true],
    ['${{ github.event.labels }}', [{ name: 'bug' }, { name: 'Help' }]],
    ['a ${{ inputs.count }} b ${{ null }}${{ true }}', 'a 3 b true'],
    ["${{ 'a }} b' }}!", 'a }} b!'],
    ['${{ github.event }}.', 'Object.'],
    ["${{ format('{0}', 0.1) }}${{ 1e300 }}", '0.11E+300'],
  ])('%s', (template, expected) => {
    expect(evaluateTemplate(template, scope)).toEqual(expected)
  })

  test('that is never closed is refused', () => {
    expect(() => evaluateTemplate("a ${{ 'b }}", scope)).toThrow('The expression is not closed')
  })
})

/** Here `success()` is false and `failure()` true: something before has failed. */
describe('a condition', () => {
  test.each<[unknown, boolean]>([
    [undefined, false],
    ['true', false],
    [true, false],
    ['inputs.flag', false],
    ['${{ inputs.flag }}', false],
    ['always()', true],
    ['Failure() && inputs.flag', true],
    ['failure() && !inputs.flag', false],
    ['${{ always() }}', true],
    ["contains('always()', 'x') || true", false],
    ["always() && 'false'", true],
    ['always() && false', false],
  ])('%s', (condition, expected) => {
    expect(evaluateCondition(condition, scope)).toBe(expected)
  })
})
