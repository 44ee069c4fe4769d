/** As a report holds it, and whatever it should not. */
export function finding(line: number, more: object = {}): object {
  return {
    ...{ rule: 'lint/eqeqeq', level: 'warn', path: 'src/cart.js', range: { startLine: line, endLine: line } },
    ...{ message: `Expected === on line ${line}.`, fingerprint: `f${line}`, preexisting: false },
    ...more,
  }
}
