/**
 * The one door to the workspace. Behind it: a child process with an empty environment that talks JSON lines over stdio.
 * A call never rejects for what the workspace or the model did wrong: that is a ToolResult with `ok: false`.
 * It rejects only when the host itself died (a bug, or it was closed).
 */
export type ToolHost = {
  call: (call: HostCall, options: { signal?: AbortSignal }) => Promise<ToolResult>
  /** How the tools are kept from the runner, in words, for the report. */
  isolation: string
  close: () => Promise<void>
}

export type HostCall =
  /** A shell command in the workspace. `timeout` in ms. */
  /** `network` false: it has none, or it is not run. */
  | { op: 'exec'; command: string; timeout: number; network?: boolean }
  | { op: 'read'; path: string; offset?: number; limit?: number }
  | { op: 'search'; pattern: string; path?: string; glob?: string }
  /** V4A patch text; all or nothing. */
  | { op: 'patch'; patch: string }
  /** Whole content of a file, for gates: base64, at most `limit` bytes; ok false when it is no regular file. */
  | { op: 'fetch'; path: string; limit: number }
  /** Puts files back as they were, for gates: `content` in base64, null: gone. */
  | { op: 'restore'; files: { path: string; content: string | null; executable: boolean }[] }

export type ToolResult = {
  ok: boolean
  /** What the model sees: already cut, with what was left out and the spill file's path. */
  text: string
  ms: number
  /** Of exec. */
  exitCode?: number | null
  timedOut?: boolean
  /** Of exec: what was captured (at most 1 MiB, head and tail), stdout and stderr as they came. */
  output?: string
  /** Of fetch. */
  content?: string
  /** Of patch: paths that changed. */
  paths?: string[]
  /** Refused by policy, not failed: listed in the report. */
  denied?: string
}
