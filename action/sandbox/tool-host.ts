import type { Targets } from './isolation/proof/targets.ts'
import type { Refused } from './refused.ts'

/**
 * The one door to the workspace. Behind it: a child process with an empty environment that talks JSON lines over stdio.
 * A call never rejects for what the workspace or the model did wrong: that is a ToolResult with `ok: false`.
 * It rejects only when the host itself died (a bug, or it was closed).
 */
export type ToolHost = {
  call: (call: HostCall, options: { signal?: AbortSignal }) => Promise<ToolResult>
  /** How the tools are kept from the runner, in words, for the report. */
  isolation: string
  /** Where the workspace stands for the tools: paths in their output begin with it. */
  workspace: string
  close: () => Promise<void>
}

export type HostCall =
  /** A shell command in the workspace. `timeout` in ms. */
  | { op: 'exec'; command: string; timeout: number }
  | { op: 'read'; path: string; offset?: number; limit?: number }
  | { op: 'search'; pattern: string; path?: string; glob?: string }
  /** V4A patch text; all or nothing. */
  | { op: 'patch'; patch: string }
  /** Whole content of a file, for gates: base64, at most `limit` bytes; ok false when it is no regular file. */
  | { op: 'fetch'; path: string; limit: number }
  /** What stands at paths, for gates: links are not followed. */
  | { op: 'look'; paths: string[] }
  /** Puts files back as they were, for gates: `content` in base64, null: gone. */
  /** Tries to get out of the walls; before anything else is done behind them. */
  | ({ op: 'prove' } & Targets)
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
  /** Of look, in the order asked. */
  seen?: Seen[]
  /** Of patch: paths that changed. */
  paths?: string[]
  /** Refused by policy, not failed: listed in the report. */
  denied?: string
  /** Of exec: what the walls did not let it do. The call was made all the same. */
  refused?: Refused[]
}

/** What stands at a path. `none`: nothing, or it cannot be reached; `stamp` changes with the file. */
export type Seen =
  | { kind: 'none' | 'folder' | 'link' | 'other' | 'refused' }
  | { kind: 'file'; executable: boolean; stamp: string }
