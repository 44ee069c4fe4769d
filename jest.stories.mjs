import config, { STORIES } from './jest.config.mjs'

/** @type {import('jest').Config} */
export default {
  ...config,
  roots: STORIES.map((folder) => `<rootDir>/test/${folder}`),
  testPathIgnorePatterns: [],
}
