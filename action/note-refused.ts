import type { Denied } from '../core/run/report.ts'
import { noteDenied } from './agent/note-denied.ts'
import { type Refused, WHY_REFUSED } from './sandbox/refused.ts'
import type { ToolHost } from './sandbox/tool-host.ts'

/** The same host; what its walls refuse to commands, of the agent or of a check, is added to the digest. */
export function noteRefused(host: ToolHost, denied: Denied[]): ToolHost {
  return {
    ...host,
    call: async (call, options) => {
      const result = await host.call(call, options)
      for (const { kind, what, count } of result.refused ?? [])
        noteDenied(denied, { tool: NAMES[kind], what, why: WHY_REFUSED[kind], count })
      return result
    },
  }
}

const NAMES: Record<Refused['kind'], string> = { network: 'network', loopback: 'network', write: 'files' }
