import type { HostCall, ToolResult } from './tool-host.ts'

/** What goes down the child's stdin and comes up its stdout, one JSON value per line. */
export type HostRequest = { id: number; call: HostCall } | { cancel: number }
export type HostAnswer = { id: number; result: ToolResult }

/** Where the host works: absolute real paths. `home` is its private temporary folder and the mark of all it starts. */
export type Place = { workspace: string; spill: string; home: string }
