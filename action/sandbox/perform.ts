import { exec } from './exec.ts'
import { fetchFile } from './fetch-file.ts'
import { tryAll } from './isolation/proof/try-all.ts'
import { lookAt } from './look-at.ts'
import type { Performed, Surroundings } from './operation.ts'
import { patchFiles } from './patch-files.ts'
import { readFile } from './read-file.ts'
import { restoreFiles } from './restore-files.ts'
import { search } from './search.ts'
import type { HostCall } from './tool-host.ts'

/** Does one call. Whatever goes wrong in the workspace is a result, never an exception. */
export async function perform(call: HostCall, surroundings: Surroundings): Promise<Performed> {
  try {
    switch (call.op) {
      case 'exec':
        return await exec(call, surroundings)
      case 'read':
        return await readFile(call, surroundings)
      case 'search':
        return await search(call, surroundings)
      case 'patch':
        return await patchFiles(call, surroundings)
      case 'fetch':
        return await fetchFile(call, surroundings)
      case 'look':
        return await lookAt(call, surroundings)
      case 'restore':
        return await restoreFiles(call, surroundings)
      case 'prove':
        return await tryAll(call, surroundings)
    }
  } catch (error) {
    return { ok: false, text: `${call.op} failed: ${(error as Error).message}` }
  }
}
