import config, { STORIES } from './jest.config.mjs'

/** @type {import('jest').Config} */
export default {
  ...config,
  roots: STORIES.map((folder) => `<rootDir>/test/${folder}`),
  testPathIgnorePatterns: [],
  // They wait for processes and servers, and a busy machine makes them wait longer.
  testTimeout: 240_000,
}
