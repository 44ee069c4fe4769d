import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'

export type Transcript = {
  path: string
  record: (entry: unknown) => void
  /** Resolves when everything is in the file; a disk that would not take it is told, not thrown. */
  close: () => Promise<string | null>
}

/** Every message, answer and event of a run as JSON lines, written as they come, readable for this user only. */
export function openTranscript(path: string, now: () => number): Transcript {
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600 })
  let trouble: string | null = null
  file.on('error', (error) => {
    trouble = `The transcript could not be written to ${path}: ${error.message}`
  })
  return {
    path,
    record: (entry) => {
      if (trouble === null) file.write(`${JSON.stringify({ at: new Date(now()).toISOString(), entry })}\n`)
    },
    close: async () => {
      if (trouble === null) {
        file.end()
        await finished(file).catch((error: Error) => error) // Its own listener above keeps the words.
      }
      return trouble
    },
  }
}
