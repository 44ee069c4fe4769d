/** Whether a source file is a test, or what tests need, by what tools and people call those. */
export function isTest(path: string): boolean {
  return TEST_GLOBS.some(({ test }) => test.test(path))
}

/** Globs that cover tests beside the sources, with what each covers. */
export const TEST_GLOBS: readonly { glob: string; test: RegExp }[] = [
  { glob: '**/__tests__/**', test: /(?:^|\/)__tests__\// },
  { glob: '**/__mocks__/**', test: /(?:^|\/)__mocks__\// },
  { glob: '**/test/**', test: /(?:^|\/)test\// },
  { glob: '**/tests/**', test: /(?:^|\/)tests\// },
  { glob: '**/spec/**', test: /(?:^|\/)spec\// },
  { glob: '**/testdata/**', test: /(?:^|\/)testdata\// },
  { glob: '**/*.test.*', test: /\.test\.[^/]+$/ },
  { glob: '**/*.spec.*', test: /\.spec\.[^/]+$/ },
  { glob: '**/*.stories.*', test: /\.stories\.[^/]+$/ },
  { glob: '**/*_test.*', test: /_test\.(?:go|py|rb|exs)$/ },
  { glob: '**/*_spec.rb', test: /_spec\.rb$/ },
  { glob: '**/test_*.py', test: /(?:^|\/)test_[^/]*\.py$/ },
  { glob: '**/conftest.py', test: /(?:^|\/)conftest\.py$/ },
  { glob: '**/*Test.*', test: /Test\.(?:java|kt|php|cs)$/ },
  { glob: '**/*Tests.*', test: /Tests\.(?:java|kt|php|cs)$/ },
]
