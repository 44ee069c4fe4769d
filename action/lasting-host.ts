import type { ToolHost } from './sandbox/tool-host.ts'

/**
 * A tool host that comes back: when what ran behind the door took the host down with it, the call under way fails, and
 * the next one gets a new host. So the work that stands in the workspace can still be read and judged.
 */
export async function lastingHost(start: () => Promise<ToolHost>): Promise<ToolHost> {
  let current: ToolHost | null = await start()
  let starting: Promise<ToolHost> | null = null
  const { isolation } = current

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
    call: async (call, options) => {
      const host = await get()
      try {
        return await host.call(call, options)
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
