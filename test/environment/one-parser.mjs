import { createRequire } from 'node:module'
import { TestEnvironment } from 'jest-environment-node'

const require = createRequire(import.meta.url)

/**
 * Jest loads every module anew for each test file, and each new oxc-parser reserves 6 GiB of address space, until the
 * machine starts no more processes. So the parser is loaded here, by Node itself, once for each worker.
 */
export default class OneParser extends TestEnvironment {
  async setup() {
    await super.setup()
    Object.defineProperty(this.global, 'oxcParser', { get: () => require('oxc-parser') })
  }
}
