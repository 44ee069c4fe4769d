/** What the app asks of the process of the embedded database; questions of one transaction carry its number. */
export type Question =
  /** A folder, made when it is not there; or in memory, with tables and rows out of an archive of a data folder. */
  | { kind: 'open'; folder: string }
  | { kind: 'open in memory'; archive: string | null }
  /** Makes the folder's database when there is none, and closes it again. */
  | { kind: 'make'; folder: string }
  /** An archive of the data folder, to a file. */
  | { kind: 'save'; archive: string }
  | { kind: 'query'; text: string; values: unknown[]; transaction: number | null }
  /** Several statements in one text. */
  | { kind: 'exec'; text: string }
  | { kind: 'begin'; transaction: number }
  | { kind: 'end'; transaction: number; how: 'commit' | 'rollback' }
  | { kind: 'listen'; listener: number; channel: string }
  | { kind: 'unlisten'; listener: number }
  | { kind: 'close' }

export type Asked = { id: number; question: Question }

export type Answer =
  | { kind: 'done'; id: number; rows: object[] }
  /** `fields`: what Postgres says of an error beside its message, `code` first of all. */
  | { kind: 'refused'; id: number; name: string; message: string; fields: Record<string, unknown> }
  | { kind: 'heard'; listener: number }
