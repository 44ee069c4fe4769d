const TESTS = "test('a', () => { expect(1).toBe(1) })\ntest('b', () => { expect(2).toBe(2) })\n"

/** Something to weaken. */
export const FILES = {
  'test/cart.test.js': TESTS,
  'test/tax.test.js': TESTS,
  'test/price.test.js': TESTS,
  'jest.config.json': '{"coverageThreshold":{"global":{"lines":90}}}\n',
  'src/tax.js': 'export const tax = 1\n',
  'src/link': { link: '/etc' },
  vendor: { submodule: '0123456789012345678901234567890123456789' },
}
