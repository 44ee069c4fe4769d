import { html, raw } from 'hono/html'
import type { Html } from '../html.ts'

/** 16 × 16, drawn with lines in the colour of the text around them. */
const SHAPES = {
  issue: '<circle cx="8" cy="8" r="6.25"/><circle cx="8" cy="8" r="1" fill="currentColor"/>',
  'issue-closed': '<circle cx="8" cy="8" r="6.25"/><path d="m5.2 8.2 2 2 3.8-4"/>',
  'pull-request':
    '<circle cx="4" cy="3.75" r="1.75"/><circle cx="4" cy="12.25" r="1.75"/><circle cx="12" cy="12.25" r="1.75"/><path d="M4 5.5v5M8 3.5h2.5A1.5 1.5 0 0 1 12 5v5.5M9.8 1.6 7.9 3.5l1.9 1.9"/>',
  success: '<circle cx="8" cy="8" r="6.25"/><path d="m5.2 8.2 2 2 3.8-4"/>',
  failure: '<circle cx="8" cy="8" r="6.25"/><path d="m5.8 5.8 4.4 4.4m0-4.4-4.4 4.4"/>',
  neutral: '<rect x="3" y="3" width="10" height="10" rx="1.5"/>',
  cancelled: '<circle cx="8" cy="8" r="6.25"/><path d="m3.7 12.3 8.6-8.6"/>',
  running: '<circle class="spin" cx="8" cy="8" r="5.75" stroke-dasharray="26 10"/>',
  waiting: '<circle cx="8" cy="8" r="3" fill="currentColor"/>',
  attention: '<circle cx="8" cy="8" r="6.25"/><path d="M8 4.6v4M8 11.1v.1"/>',
  warning: '<path d="M8 2.2 14.3 13a.6.6 0 0 1-.5.8H2.2a.6.6 0 0 1-.5-.8zM8 6.3v3.2M8 11.6v.1"/>',
  repository: '<path d="M3 12.5V3.2c0-.7.5-1.2 1.2-1.2H13v10.5H4.2a1.2 1.2 0 0 0 0 2.4H13M6 5h4"/>',
  branch:
    '<circle cx="4.5" cy="3.75" r="1.75"/><circle cx="4.5" cy="12.25" r="1.75"/><circle cx="11.5" cy="4.75" r="1.75"/><path d="M4.5 5.5v5M11.5 6.5c0 2.6-5 1.8-7 3.6"/>',
  commit: '<circle cx="8" cy="8" r="3"/><path d="M1 8h4m6 0h4"/>',
  comment: '<path d="M2 3.2h12v8H8.2L5 14v-2.8H2z"/>',
  play: '<circle cx="8" cy="8" r="6.25"/><path d="m6.6 5.4 4 2.6-4 2.6z" fill="currentColor"/>',
  file: '<path d="M3.5 1.8h5.2l3.8 3.8v8.6h-9zM8.5 1.8v4h4"/>',
} as const
export type IconName = keyof typeof SHAPES

export function icon(name: IconName, className = ''): Html {
  return html`<svg class="icon ${className}" width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${raw(SHAPES[name])}</svg>`
}
