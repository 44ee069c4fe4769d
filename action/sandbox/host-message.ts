import type { Bounds } from './bounds.ts'
import type { HostCall, ToolResult } from './tool-host.ts'

/** What goes down the child's stdin and comes up its stdout, one JSON value per line. */
export type HostRequest = { id: number; call: HostCall } | { cancel: number }
export type HostAnswer = { id: number; result: ToolResult }

/** Where the host works: absolute paths as it sees them, and what holds there. */
export type Place = {
  workspace: string
  spill: string
  /** Its private folder; where it is not apart, the mark of all it starts. */
  home: string
  /** In walls: its PID namespace and its network are its own. */
  apart: boolean
  /** There is a network, for setup. */
  network: boolean
  bounds: Bounds
}
