import { expect, test } from '@jest/globals'
import { fitsOxc } from '../../../core/syntax/fits-oxc.ts'
import { LANGUAGES } from '../../../core/syntax/language.ts'
import { loadSyntax, MAX_PARSED } from '../../../core/syntax/syntax.ts'

const syntax = await loadSyntax(LANGUAGES)

test.each([
  ['brackets', '('.repeat(100_000)],
  ['closed brackets', `${'('.repeat(100_000)}1${')'.repeat(100_000)}`],
  ['arrows', 'a=>'.repeat(100_000)],
  ['minus signs', '- '.repeat(100_000)],
  ['conditions', 'a?b:'.repeat(20_000)],
  ['templates', '`${'.repeat(60_000)],
  ['type arguments', 'T<'.repeat(50_000)],
  ['classes', 'class extends '.repeat(20_000)],
  ['namespaces', 'namespace a{'.repeat(20_000)],
  ['many mistakes on one line', 'const a,'.repeat(4_000)],
])('%s without end do not end the process', (_, text) => {
  const whole = `import a from "a"\n${text}`
  expect(fitsOxc(whole)).toBe(false)
  expect(syntax.importsOf('a.ts', whole).imports.map(({ specifier }) => specifier)).toContain('a')
})

test.each(['A.java', 'a.cs', 'a.kt'])('type arguments without end do not hold up %s', (path) => {
  const head = path === 'a.cs' ? 'using a.b;\n' : 'import a.b;\n'.replace(path === 'a.kt' ? ';' : '', '')
  const { imports, problem } = syntax.importsOf(path, `${head}class A {}\n${'a<'.repeat(100_000)}`)
  expect(imports.map(({ specifier }) => specifier)).toEqual(['a.b'])
  expect(problem).toMatch(/^From line 3 on the file was not read/)
})

test.each([
  ['empty', '', null],
  ['binary', 'import a from "a"\0', 'The file is binary, so it was not read.'],
  [
    'too long',
    `import a from "a"\n${' '.repeat(MAX_PARSED)}`,
    'The file is longer than 1024 Ki characters, so it was not read.',
  ],
])('a file that is %s has no imports', (_, text, problem) => {
  expect(syntax.importsOf('a.ts', text)).toEqual({ imports: [], problem })
})

test('half characters shift nothing', () => {
  const text = 'const s = "\ud800"; import a from "b"'
  const [found] = syntax.importsOf('a.ts', text).imports
  expect(text.slice(found!.column - 1, found!.endColumn - 1)).toBe('"b"')
})

test('a line of a megabyte is read', () => {
  const text = `const s = "${'x'.repeat(900_000)}"; import a from "b"`
  expect(syntax.importsOf('a.ts', text).imports.map(({ specifier }) => specifier)).toEqual(['b'])
})
