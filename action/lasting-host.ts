import { setTimeout as sleep } from 'node:timers/promises'
import { ANSWER_GRACE } from '../core/run/agent-limits.ts'
import type { HostCall, ToolHost, ToolResult } from './sandbox/tool-host.ts'

/**
 * A tool host that comes back: when what ran behind the door took the host down with it, or stopped it, so that it does
 * not answer in time, the call under way fails, and the next one gets a new host. So the work that stands in the
 * workspace can still be read and judged.
 */
export async function lastingHost(
  start: () => Promise<ToolHost>,
  { grace = ANSWER_GRACE }: { grace?: number } = {},
): Promise<ToolHost> {
  let current: ToolHost | null = await start()
  let starting: Promise<ToolHost> | null = null
  const { isolation, workspace } = current

  const get = async () => {
    if (current !== null) return current
    starting ??= start().finally(() => {
      starting = null
    })
    current = await starting
    return current
  }
  return {
    isolation,
    workspace,
    call: async (call, options) => {
      const host = await get()
      try {
        return await inTime(host.call(call, options), call, { ...options, grace })
      } catch (error) {
        if (current === host) {
          current = null
          await host.close()
        }
        throw error
      }
    },
    close: async () => {
      await current?.close()
    },
  }
}

/** Rejects when a call lasts longer than it may, or goes on after it was cancelled. */
async function inTime(
  answer: Promise<ToolResult>,
  call: HostCall,
  { signal, grace }: { signal?: AbortSignal; grace: number },
): Promise<ToolResult> {
  const ended = new AbortController()
  const late = async (ms: number) => {
    await sleep(ms, undefined, { signal: ended.signal })
    throw new Error('The tool host does not answer any more: a command has probably stopped it.')
  }
  const cancelled = new Promise<never>((_, reject) => {
    const begin = () => late(grace).catch(reject)
    if (signal?.aborted) begin()
    signal?.addEventListener('abort', begin, { signal: ended.signal })
  })
  try {
    const own = call.op === 'exec' ? call.timeout : 0
    return await Promise.race([answer, late(own + grace), cancelled])
  } finally {
    ended.abort()
  }
}
