import type { Phase, RunEvent } from '../../core/run/event.ts'
import { plainLine } from './plain-line.ts'

type Emit = (event: RunEvent) => void

export function phase(emit: Emit, name: Phase, detail?: string): void {
  emit({ type: 'phase', phase: name, ...(detail !== undefined && { detail: plainLine(detail, 500) }) })
}

export function note(emit: Emit, notes: string[]): void {
  for (const text of notes) emit({ type: 'note', text: plainLine(text, 2_000) })
}
