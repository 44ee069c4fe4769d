import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { LANGUAGES } from '../../../core/syntax/language.ts'
import { mayMatch, requiredWords } from '../../../core/syntax/required-words.ts'
import { loadSyntax } from '../../../core/syntax/syntax.ts'

const syntax = await loadSyntax(LANGUAGES)

const text = 'const s = "𝒳é"\nconsole.log(s, 1)\nconsole.error(a.b)\nlog.info()\n'

test('a pattern finds its places and what it captured', () => {
  const rule = { rule: { pattern: 'console.$METHOD($$$ARGS)' } }
  const found = syntax.matchAst('TypeScript', text, { rule, most: 10 })
  expect(found.map(({ start, end }) => text.slice(start, end))).toEqual([
    'console.log(s, 1)',
    'console.error(a.b)',
  ])
  expect(found.map(({ captured }) => captured)).toEqual([
    { METHOD: 'log', ARGS: 's, 1' },
    { METHOD: 'error', ARGS: 'a.b' },
  ])
  expect(syntax.matchAst('TypeScript', text, { rule, most: 1 })).toHaveLength(1)
})

test('rules combine, and constraints and utils hold', () => {
  const rule = {
    rule: { all: [{ pattern: '$A.$B($$$)' }, { matches: 'inFunction' }] },
    constraints: { A: { regex: '^console$' } },
    utils: { inFunction: { inside: { kind: 'function_declaration', stopBy: 'end' } } },
  }
  const code = 'function f() { console.log(1); x.y() }\nconsole.log(2)\n'
  expect(syntax.matchAst('JavaScript', code, { rule, most: 10 }).map(({ start }) => start)).toEqual([15])
})

test.each([
  ['Python', 'print(x)\nprint("a")\n', 'print($A)'],
  ['Go', 'package a\nfunc f() { fmt.Println(a); fmt.Println(b) }\n', 'fmt.Println($A)'],
  [
    'Java',
    'class A { void f() { System.out.println(a); System.out.println(b); } }',
    'System.out.println($A)',
  ],
  ['Kotlin', 'fun f() { println(a); println(b) }\n', 'println($A)'],
  ['Rust', 'fn f() { a.unwrap(); b.unwrap(); }\n', '$A.unwrap()'],
  ['Ruby', 'puts(a)\nputs(b)\n', 'puts($A)'],
  ['CSharp', 'class A { void F() { Console.WriteLine(a); Console.WriteLine(b); } }', 'Console.WriteLine($A)'],
  ['Php', '<?php\nvar_dump($a);\nvar_dump($b);\n', 'var_dump($A)'],
] as const)('a pattern finds two places in %s', (language, code, pattern) => {
  const rule = { rule: { pattern } }
  expect(syntax.checkAst(language, rule)).toBeNull()
  expect(syntax.matchAst(language, code, { rule, most: 10 })).toHaveLength(2)
})

test.each([
  [{ kind: 'nope' }, 'Rule contains invalid kind matcher: Kind `nope` is invalid.'],
  [
    { pattern: '' },
    'Rule contains invalid pattern matcher: No AST root is detected. Please check the pattern source ``.',
  ],
  [
    { pattern: 'a b' },
    'Rule contains invalid pattern matcher: Multiple AST nodes are detected. Please check the pattern source `a b`.',
  ],
  [{ pattern: 'f($A' }, 'The pattern `f($A` cannot be read as TypeScript.'],
  [{}, 'Rule must have one positive matcher.'],
  [{ matches: 'x' }, 'Rule contains invalid matches reference: Rule `x` is not defined.'],
])('a rule %j is refused with what is wrong', (rule, sentence) => {
  expect(syntax.checkAst('TypeScript', { rule })).toBe(sentence)
})

test('unknown keys and broken expressions are refused', () => {
  expect(syntax.checkAst('TypeScript', { rule: { patern: 'x' } })).toMatch(
    /^unknown field `patern`, expected one of/,
  )
  expect(syntax.checkAst('TypeScript', { rule: { regex: '(' } })).toMatch(/unclosed group/)
})

test.each([
  [{ pattern: 'console.$M($$$)' }, ['console']],
  [{ any: [{ pattern: 'foo()' }, { pattern: 'barbar($A)' }] }, ['foo', 'barbar']],
  [{ any: [{ pattern: 'foo()' }, { kind: 'string' }] }, null],
  [{ all: [{ kind: 'call_expression' }, { has: { pattern: 'deepest', stopBy: 'end' } }] }, ['deepest']],
  [{ kind: 'identifier', not: { pattern: 'foo' } }, null],
  [{ pattern: 'f(/* foo */ $A)' }, null],
  [{ pattern: '$A' }, null],
])('of %j a text needs one of %j', (rule, words) => {
  expect(requiredWords({ rule })).toEqual(words)
})

test('passing a text over never loses a match', () => {
  const names = fc.constantFrom('alpha', 'beta', 'gamma', '$A', '$$$B')
  const pattern = fc.oneof(
    fc.tuple(names, names).map(([f, a]) => `${f.replace('$$$', '$')}(${a})`),
    fc.tuple(names, names).map(([a, b]) => `new ${a.replace('$$$', '$')}(${b})`),
    names.map((a) => `async () => ${a.replace('$$$', '$')}`),
  )
  const code = fc.array(
    fc.constantFrom('alpha(beta)', 'new gamma(1)', 'beta(x, y)', 'async () => alpha', 'function gamma() {}'),
  )
  fc.assert(
    fc.property(pattern, code, (written, lines) => {
      const rule = { rule: { pattern: written } }
      const whole = lines.join('\n')
      if (mayMatch(rule, whole)) return
      // The same rule in a form nothing is required of.
      const always = {
        rule: { any: [{ pattern: written }, { all: [{ kind: 'comment' }, { not: { kind: 'comment' } }] }] },
      }
      expect(syntax.matchAst('TypeScript', whole, { rule: always, most: 10 })).toEqual([])
    }),
  )
})
