/** A process as small as the tool host: starting a program takes longer the more memory its parent has. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'

process.on('message', async (command: string) => {
  const from = performance.now()
  await once(spawn('sh', ['-c', command], { stdio: ['ignore', 'pipe', 'ignore'] }), 'close')
  process.send?.(performance.now() - from)
})
