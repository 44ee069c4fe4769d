const IGNORE_FILE =
  /(^|\/)\.(eslint|prettier|stylelint|biome|oxlint|semgrep|trivy|codecov|coverage|lint)ignore$/

/** A list of what a checker passes by: a new one takes away what was looked at before. */
export function isIgnoreFile(path: string): boolean {
  return IGNORE_FILE.test(path.toLowerCase())
}
