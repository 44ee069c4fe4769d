import { expect, test } from '@jest/globals'
import { changed, told } from './kit.ts'

const snapshots = (count: number, value: string) =>
  Array.from({ length: count }, (_, index) => `exports[\`name ${index}\`] = \`${value}\`;\n`).join('\n')

test.each<[title: string, path: string, before: string, after: string, evidence: string[]]>([
  [
    'eslint-disable',
    'a.ts',
    'x',
    '// eslint-disable-next-line no-console\nx',
    ['1: adds an ignore: eslint-disable-next-line no-console'],
  ],
  [
    'one more rule in an old line',
    'a.ts',
    '// eslint-disable-line a\n',
    '// eslint-disable-line a, b\n',
    ['1: adds an ignore: eslint-disable-line a, b'],
  ],
  [
    'another reason for an old ignore',
    'a.ts',
    '// eslint-disable-line a -- x\n',
    '// eslint-disable-line a -- y\n',
    [],
  ],
  ['@ts-expect-error', 'a.tsx', 'x', 'x\n{/* @ts-expect-error */}', ['2: adds an ignore: @ts-expect-error']],
  [
    'biome-ignore',
    'a.ts',
    'x',
    '// biome-ignore lint/a: because\nx',
    ['1: adds an ignore: biome-ignore lint/a'],
  ],
  ['an ignore in a string', 'a.ts', 'x', "const a = '// eslint-disable-line'", []],
  ['an ignore that moves down', 'a.ts', '// @ts-ignore\nx', 'y\n// @ts-ignore\nx', []],
  ['an ignore that goes', 'a.ts', '// @ts-ignore\nx', 'x', []],
  ['noqa', 'a.py', 'import a', 'import a  # noqa: F401', ['1: adds an ignore: # noqa: F401']],
  [
    'type: ignore',
    'a.py',
    'a()',
    'a()  # type: ignore[arg-type]',
    ['1: adds an ignore: # type: ignore[arg-type]'],
  ],
  ['pragma: no cover', 'a.py', 'a()', 'a()  # pragma: no cover', ['1: adds an ignore: pragma: no cover']],
  ['nolint', 'a.go', 'a()', 'a() //nolint:errcheck', ['1: adds an ignore: //nolint:errcheck']],
  [
    'allow in Rust',
    'a.rs',
    'fn a() {}',
    '#[allow(dead_code)]\nfn a() {}',
    ['1: adds an ignore: #[allow(dead_code)]'],
  ],
  [
    'SuppressWarnings',
    'A.java',
    'void a() {}',
    '@SuppressWarnings("all")\nvoid a() {}',
    ['1: adds an ignore: @SuppressWarnings'],
  ],
  ['rubocop', 'a.rb', 'a', 'a # rubocop:disable Style/A', ['1: adds an ignore: rubocop:disable Style/A']],
  [
    'shellcheck',
    'a.sh',
    'a',
    '# shellcheck disable=SC2086\na',
    ['1: adds an ignore: shellcheck disable=SC2086'],
  ],
  [
    'phpstan',
    'a.php',
    '<?php a();',
    '<?php a(); // @phpstan-ignore-line',
    ['1: adds an ignore: @phpstan-ignore-line'],
  ],
  ['coverage', 'a.ts', 'a', '/* istanbul ignore next */ a', ['1: adds an ignore: istanbul ignore next']],
  [
    'pragma in C#',
    'A.cs',
    'a',
    '#pragma warning disable CS1\na',
    ['1: adds an ignore: #pragma warning disable CS1'],
  ],
  ['prose about ignoring', 'a.ts', 'a', '// We ignore eslint here and skip the rest\na', []],

  ['a line in .eslintignore', '.eslintignore', 'dist\n', '# x\ndist\nsrc\n', ['3: ignores src']],
  [
    'strict mode off',
    'tsconfig.json',
    '{"compilerOptions": {"strict": true}}',
    '{"compilerOptions": {\n"strict": false, // c\n}}',
    ['2: sets strict to false'],
  ],
  [
    'strict mode gone',
    'tsconfig.json',
    '{"compilerOptions": {"strict": true}}',
    '{"compilerOptions": {}}',
    ['no longer sets strict'],
  ],
  [
    'skipLibCheck',
    'tsconfig.json',
    '{"compilerOptions": {}}',
    '{"compilerOptions": {"skipLibCheck": true}}',
    ['1: sets skipLibCheck'],
  ],
  [
    'a folder out of the type check',
    'tsconfig.build.json',
    '{"exclude": ["a"]}',
    '{"exclude": ["a", "b"]}',
    ['1: excludes b from the type check'],
  ],
  [
    'a compiler option that is no check',
    'tsconfig.json',
    '{}',
    '{"compilerOptions": {"target": "es2024"}}',
    [],
  ],
  [
    'a tsconfig that cannot be read',
    'tsconfig.json',
    '{}',
    '{',
    ['changes the configuration of a checker that could not be read'],
  ],
  [
    'a rule off',
    'eslint.config.js',
    'export default []',
    "export default [{ rules: { 'no-console': 'off', 'no-b': ['off', 1], c: 'error' } }]",
    ['1: switches off the rule no-b', '1: switches off the rule no-console'],
  ],
  [
    'a rule off in a comment',
    'eslint.config.js',
    'export default []',
    "// 'no-console': 'off'\nexport default []",
    [],
  ],
  [
    'a rule off in Biome',
    'biome.json',
    '{}',
    '{"linter": {"rules": {"style": {"noNonNullAssertion": "off"}}}}',
    ['1: switches off the rule noNonNullAssertion'],
  ],
  [
    'ruff',
    'pyproject.toml',
    '[tool.ruff.lint]\nignore = ["E501"]',
    '[tool.ruff.lint]\nignore = ["E501", "F401"]',
    ['2: adds F401 to ruff.lint.ignore'],
  ],
  [
    'rubocop.yml',
    '.rubocop.yml',
    'Style/A:\n  Max: 1\n',
    'Style/A:\n  Enabled: false\n',
    ['1: switches off Style/A'],
  ],
  [
    'paths no test is run in',
    'jest.config.js',
    'export default {}',
    "export default { testPathIgnorePatterns: ['/slow/'] }",
    ['1: leaves out of the tests /slow/'],
  ],
  [
    'a run that may be empty',
    'package.json',
    '{"scripts":{"test":"jest"}}',
    '{"scripts":{"test":"jest --passWithNoTests"}}',
    ['1: lets a run without any test pass'],
  ],

  [
    'a lower threshold',
    'jest.config.js',
    'coverageThreshold: { global: { lines: 80, branches: 70 } }',
    'coverageThreshold: {\n global: { lines: 75, branches: 90 } }',
    ['2: lowers lines from 80 to 75'],
  ],
  [
    'a threshold that goes',
    'vitest.config.ts',
    'thresholds: { lines: 80 }',
    'thresholds: { }',
    ['removes the threshold lines of 80'],
  ],
  [
    'a raised threshold',
    'jest.config.js',
    'coverageThreshold: { global: { lines: 80 } }',
    'coverageThreshold: { global: { lines: 81 } }',
    [],
  ],
  ['a raised timeout', 'jest.config.js', 'testTimeout: 5', 'testTimeout: 10', []],
  [
    'fail_under',
    'pyproject.toml',
    '[tool.coverage.report]\nfail_under = 90',
    '[tool.coverage.report]\nfail_under = 80',
    ['2: lowers fail_under from 90 to 80'],
  ],
  [
    '--cov-fail-under',
    '.github/workflows/ci.yml',
    'run: pytest --cov-fail-under=90',
    'run: pytest --cov-fail-under=10',
    ['1: lowers cov-fail-under from 90 to 10'],
  ],
  ['codecov', 'codecov.yml', 'target: 90%', 'target: 80%', ['1: lowers target from 90 to 80']],
  [
    'more warnings',
    'package.json',
    '{"scripts":{"lint":"eslint --max-warnings 0"}}',
    '{"scripts":{"lint":"eslint --max-warnings 9"}}',
    ['1: raises max-warnings from 0 to 9'],
  ],

  [
    'continue-on-error',
    '.github/workflows/ci.yml',
    '- run: npm test\n',
    '- run: npm test\n  continue-on-error: true\n',
    ['2: lets a failed step of the build pass'],
  ],
  [
    'continue-on-error in a comment',
    '.github/workflows/ci.yml',
    '- run: npm test\n',
    '- run: npm test\n  # continue-on-error: true\n',
    [],
  ],
  [
    '|| true behind a check',
    '.github/workflows/ci.yml',
    '- run: npm test\n',
    '- run: npm test || true\n',
    ['1: throws away the failure of a check'],
  ],
  [
    '|| true in a script of package.json',
    'package.json',
    '{"scripts":{"test":"jest"}}',
    '{"scripts":{"test":"jest || true"}}',
    ['1: throws away the failure of a check'],
  ],
  ['|| true behind something else', '.github/workflows/ci.yml', '', '- run: mkdir a || true\n', []],

  ['a snapshot or two', 'a.snap', snapshots(2, 'a'), snapshots(2, 'b'), []],
  [
    'many snapshots',
    '__snapshots__/a.ts.snap',
    snapshots(12, 'a'),
    snapshots(12, 'b'),
    ['rewrites 12 stored snapshots of 12 in a change that rewrites many'],
  ],
  ['snapshots that go', 'a.snap', snapshots(3, 'a'), snapshots(1, 'a'), ['removes 2 stored snapshots of 3']],
  ['new snapshots', 'a.snap', snapshots(1, 'a'), snapshots(30, 'a'), []],
])('%s (%s)', (_title, path, before, after, evidence) => {
  expect(told('test-weakened', [changed(path, before, after)])).toEqual(evidence)
})

test('an ignore that moves to another file of the change is not new', () => {
  const files = [changed('a.ts', '// @ts-ignore\nx', ''), changed('b.ts', null, '// @ts-ignore\nx')]
  expect(told('test-weakened', files)).toEqual([])
  expect(told('test-weakened', [...files, changed('c.ts', null, '// @ts-ignore')])).toHaveLength(1)
})

test('a new configuration of a checker loosens nothing, and neither does a moved one', () => {
  const config = '{"compilerOptions": {"skipLibCheck": true}, "exclude": ["a"]}'
  expect(told('test-weakened', [changed('tsconfig.json', null, config)])).toEqual([])
  expect(
    told('test-weakened', [changed('b/tsconfig.json', config, config, { renamedFrom: 'tsconfig.json' })]),
  ).toEqual([])
})

test('snapshots are counted over the whole change', () => {
  const files = Array.from({ length: 5 }, (_, index) =>
    changed(`${index}.snap`, snapshots(2, 'a'), snapshots(2, 'b')),
  )
  expect(told('test-weakened', files)).toHaveLength(5)
})

test('a new list of what a checker passes by takes away what was looked at before', () => {
  expect(told('test-weakened', [changed('.eslintignore', null, '# ours\nsrc/**\n')])).toEqual([
    '2: ignores src/**',
  ])
  expect(told('test-weakened', [changed('.eslintignore', null, '# nothing yet\n')])).toEqual([])
})
