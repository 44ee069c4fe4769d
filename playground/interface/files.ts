export type Files = Record<string, string | { content: string | Uint8Array; mode: '100644' | '100755' }>
