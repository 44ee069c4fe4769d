import { expect, test } from '@jest/globals'
import { changed, told } from './kit.ts'

const js = (body: string) => `import { test } from 'x'\n${body}`
const ADDS = "test('adds up', () => {\n  expect(add(1, 2)).toBe(3)\n  expect(add(0, 0)).toBe(0)\n})\n"
const SUBTRACTS = "test('subtracts', () => {\n  expect(subtract(3, 2)).toBe(1)\n})\n"

type Case = [title: string, path: string, before: string, after: string, evidence: string[]]

test.each<Case>([
  ['a test that is gone', 'a.test.ts', js(ADDS + SUBTRACTS), js(ADDS), ['removes the test “subtracts”']],
  ['a test under another title', 'a.test.ts', js(ADDS), js(ADDS.replace('adds up', 'sums up')), []],
  [
    'a test written anew',
    'a.test.ts',
    js(SUBTRACTS),
    js("test('takes away', () => { expect(1).toBe(one) })"),
    [],
  ],
  [
    'two tests made one',
    'a.test.ts',
    js(ADDS + SUBTRACTS),
    js("test('all', () => { expect(a).toBe(1); expect(b).toBe(1); expect(c).toBe(1) })"),
    ['removes the tests “adds up” and “subtracts” and adds 1'],
  ],
  [
    'an assertion that is gone',
    'a.test.ts',
    js(ADDS),
    js(ADDS.replace(/ {2}expect\(add\(0.*\n/, '')),
    ['makes fewer assertions: 2 before, 1 now'],
  ],
  [
    'an assertion made a comment',
    'a.test.ts',
    js(ADDS),
    js(ADDS.replace('  expect(add(0', '  // expect(add(0')),
    ['makes fewer assertions: 2 before, 1 now'],
  ],
  [
    'an assertion made a string',
    'a.test.ts',
    js(SUBTRACTS),
    js(SUBTRACTS.replace(/expect.*/, '"expect(1)"')),
    ['2: asserts nothing any more in the test “subtracts”', 'makes fewer assertions: 1 before, 0 now'],
  ],
  [
    'an assertion of what is always true',
    'a.test.ts',
    js(SUBTRACTS),
    js(SUBTRACTS.replace(/expect.*/, 'expect(true).toBe(true)')),
    [
      '2: asserts nothing any more in the test “subtracts”',
      '3: asserts what is always true in the test “subtracts”',
      'makes fewer assertions: 1 before, 0 now',
    ],
  ],
  [
    'a skipped test',
    'a.test.ts',
    js(ADDS),
    js(ADDS.replace('test(', 'test.skip(')),
    ['2: skips the test “adds up”'],
  ],
  ['xit', 'a.spec.js', "it('x', f)", "xit('x', f)", ['1: skips the test “x”']],
  [
    'a skipped group',
    'a.test.ts',
    "describe('g', () => {\nit('x', f)\n})",
    "describe.skip('g', () => {\nit('x', f)\n})",
    ['1: skips the test “g”'],
  ],
  [
    'a test that runs alone',
    'a.test.ts',
    js(ADDS),
    js(ADDS.replace('test(', 'test.only(')),
    ['2: runs only the test “adds up” and leaves out the rest'],
  ],
  ['fit', 'a.test.ts', "it('x', f)", "fit('x', f)", ['1: runs only the test “x” and leaves out the rest']],
  ['a to-do', 'a.test.ts', '', "test.todo('later')", ['1: turns the test “later” into a to-do']],
  [
    'a skipped table of cases',
    'a.test.ts',
    "test.each([['(', 1]])('x %s', f)",
    "test.skip.each([['(', 1]])('x %s', f)",
    ['1: skips the test “x %s”'],
  ],
  [
    'an option of node:test',
    'a.test.mjs',
    "test('x', {}, f)",
    "test('x', { skip: true }, f)",
    ['1: skips the test “x”'],
  ],
  [
    'a call in the test',
    'a.test.mjs',
    "test('x', (t) => { f() })",
    "test('x', (t) => { t.skip(); f() })",
    ['1: skips the test “x”'],
  ],
  ['a skipped test that runs again', 'a.test.ts', js(ADDS.replace('test(', 'test.skip(')), js(ADDS), []],
  ['a skipped test under another title', 'a.test.ts', "it.skip('x', f)", "it.skip('y', f)", []],
  [
    'the skip that goes from one test to another',
    'a.test.ts',
    "it.skip('x', f)\nit('y', f)",
    "it('x', f)\nit.skip('y', f)",
    ['2: skips the test “y”'],
  ],
  ['"it.only" in a comment', 'a.test.ts', js(ADDS), js(`${ADDS}// it.only('x')\n/* test.skip('y') */`), []],
  [
    '"skip" in a string and in code',
    'a.test.ts',
    js(ADDS),
    js(`${ADDS}const a = "test.skip('x')"; find({ skip: 10 }); list.skip(1)`),
    [],
  ],
  [
    'a regular expression that tests',
    'a.test.ts',
    js(ADDS),
    js(`${ADDS}/x'/.test('a'); /skip/.test("b")`),
    [],
  ],
  ['more tests', 'a.test.ts', js(ADDS), js(ADDS + SUBTRACTS), []],
  ['code that is no test', 'src/skip.ts', 'expect(1)', 'it.skip("x")', []],

  [
    'pytest',
    'tests/test_a.py',
    'def test_a():\n    assert f() == 1\n',
    '@pytest.mark.skip(reason="x")\ndef test_a():\n    assert f() == 1\n',
    ['1: skips the test “test_a”'],
  ],
  [
    'unittest',
    'test_a.py',
    'class T:\n  def test_a(self):\n    self.assertEqual(a, b)\n',
    'class T:\n  @unittest.expectedFailure\n  def test_a(self):\n    self.assertEqual(a, b)\n',
    ['2: expects the test “test_a” to fail'],
  ],
  [
    'pytest without an assertion',
    'test_a.py',
    'def test_a():\n    assert f() == 1\n',
    'def test_a():\n    f()\n    # assert f() == 1\n',
    ['1: asserts nothing any more in the test “test_a”', 'makes fewer assertions: 1 before, 0 now'],
  ],
  [
    '"skip" in a Python docstring',
    'test_a.py',
    'def test_a():\n    assert f()\n',
    'def test_a():\n    """@pytest.mark.skip"""\n    assert f()\n',
    [],
  ],
  [
    'Go',
    'a_test.go',
    'func TestA(t *testing.T) {\n\tt.Fatal("x")\n}\n',
    'func TestA(t *testing.T) {\n\tt.Skip("later")\n\tt.Fatal("x")\n}\n',
    ['2: skips the test “TestA”'],
  ],
  [
    'a Go case',
    'a_test.go',
    'func TestA(t *testing.T) {\n\tt.Run("one", f)\n\tt.Run("two", f)\n}\n',
    'func TestA(t *testing.T) {\n\tt.Run("one", f)\n}\n',
    ['removes the test “two”'],
  ],
  [
    'RSpec',
    'spec/a_spec.rb',
    'it "works" do\n  expect(a).to eq 1\nend\n',
    'xit "works" do\n  expect(a).to eq 1\nend\n',
    ['1: skips the test “works”'],
  ],
  [
    'Rust',
    'src/lib.rs',
    '#[test]\nfn adds() { assert_eq!(1, f()); }\n',
    '#[test]\n#[ignore]\nfn adds() { assert_eq!(1, f()); }\n',
    ['2: skips the test “adds”'],
  ],
  [
    'fewer assertions in Rust code that is no test',
    'src/lib.rs',
    'fn f() { assert!(a); assert!(b); }\n#[test]\nfn adds() { assert_eq!(1, f()); }\n',
    'fn f() { assert!(a); }\n#[test]\nfn adds() { assert_eq!(1, f()); }\n',
    [],
  ],
  [
    'JUnit',
    'src/test/java/ATest.java',
    '@Test\nvoid adds() { assertEquals(1, f()); }\n',
    '@Test\n@Disabled("later")\nvoid adds() { assertEquals(1, f()); }\n',
    ['2: skips the test “adds”'],
  ],
  [
    'xUnit',
    'A.Tests/ATests.cs',
    '[Fact]\npublic void Adds() { Assert.Equal(1, F()); }\n',
    '[Fact(Skip = "later")]\npublic void Adds() { Assert.Equal(1, F()); }\n',
    ['1: skips the test “Adds”'],
  ],
  [
    'PHPUnit',
    'tests/ATest.php',
    '<?php\nfunction testA() { $this->assertSame(1, f()); }\n',
    "<?php\nfunction testA() { $this->markTestSkipped('x'); $this->assertSame(1, f()); }\n",
    ['2: skips the test “testA”'],
  ],
  [
    'ExUnit',
    'test/a_test.exs',
    'test "a" do\n  assert f() == 1\nend\n',
    '@tag :skip\ntest "a" do\n  assert f() == 1\nend\n',
    ['1: skips tests of the file'],
  ],
])('%s (%s)', (_title, path, before, after, evidence) => {
  expect(told('test-weakened', [changed(path, before, after)])).toEqual(evidence)
})

test('a deleted test file is told with its tests', () => {
  expect(told('test-weakened', [changed('a.test.ts', js(ADDS + SUBTRACTS), null)])).toEqual([
    'deletes a test file with 2 tests',
  ])
})

test('tests that move to another file of the change are not gone, nor are their assertions', () => {
  const files = [
    changed('a.test.ts', js(ADDS + SUBTRACTS), js(ADDS)),
    changed('b.test.ts', null, js(SUBTRACTS)),
  ]
  expect(told('test-weakened', files)).toEqual([])
  const whole = [
    changed('a.test.ts', js(ADDS), null),
    changed('b.test.ts', js(SUBTRACTS), js(ADDS + SUBTRACTS)),
  ]
  expect(told('test-weakened', whole)).toEqual([])
})

test('tests that move in do not hide an assertion that goes', () => {
  const files = [
    changed('a.test.ts', js(ADDS + SUBTRACTS), js(SUBTRACTS)),
    changed(
      'b.test.ts',
      js("test('b', () => { expect(b).toBe(1); expect(c).toBe(2) })"),
      js(`test('b', () => { expect(b).toBe(1) })\n${ADDS}`),
    ),
  ]
  expect(told('test-weakened', files)).toEqual(['makes fewer assertions: 2 before, 3 now'])
})

test('a test file that is renamed so that no runner finds it has lost its tests', () => {
  const file = changed('a.ts', js(ADDS), js(ADDS), { renamedFrom: 'a.test.ts' })
  expect(told('test-weakened', [file])).toEqual(['removes the test “adds up”'])
  expect(told('test-weakened', [{ ...file, path: 'b.test.ts' }])).toEqual([])
})

test('a test file that is no text any more counts as weakened', () => {
  expect(
    told('test-weakened', [changed('a.test.ts', js(ADDS), null, { status: 'modified', binary: true })]),
  ).toEqual(['changes a test file that could not be read'])
})
