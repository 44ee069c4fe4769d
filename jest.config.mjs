/** Whole conversations, with a local GitHub, a real git and a real shell: `npm run stories`. */
export const STORIES = ['app', 'action', 'demo']

/** @type {import('jest').Config} */
export default {
  testEnvironment: '<rootDir>/test/environment/one-parser.mjs',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: STORIES.map((folder) => `<rootDir>/test/${folder}/`),
  moduleNameMapper: {
    '^oxc-parser$': '<rootDir>/test/environment/oxc-parser.js',
    '^fast-check$': '<rootDir>/test/environment/fast-check.ts',
  },
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2024', parser: { syntax: 'typescript' } }, module: { type: 'es6' } },
    ],
  },
  maxWorkers: 2,
  // Against what hangs; how long things take is the bench's. A busy machine makes everything wait.
  testTimeout: 120_000,
}
