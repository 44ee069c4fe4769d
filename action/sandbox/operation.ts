import type { Place } from './host-message.ts'
import type { ToolResult } from './tool-host.ts'

/** What an operation gives; the host adds the time it took. */
export type Performed = Omit<ToolResult, 'ms'>
/** Where an operation works, and until when. */
export type Surroundings = { place: Place; signal: AbortSignal }
