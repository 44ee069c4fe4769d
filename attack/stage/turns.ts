import type { Turn } from '../../playground/model/turn.ts'

/** What the model of an attacker says. */

export const shell = (...commands: string[]): Turn => ({
  call: commands.map((command) => ({ name: 'shell', arguments: { command } })),
})

export const read = (...paths: string[]): Turn => ({
  call: paths.map((path) => ({ name: 'read_file', arguments: { path } })),
})

export const search = (pattern: string, ...paths: string[]): Turn => ({
  call: paths.map((path) => ({ name: 'search', arguments: { pattern, path } })),
})

/** The lines between "*** Begin Patch" and "*** End Patch". */
export const patch = (...lines: string[]): Turn => ({
  call: [
    { name: 'apply_patch', arguments: { patch: ['*** Begin Patch', ...lines, '*** End Patch'].join('\n') } },
  ],
})

/** A new file; every line of its text becomes one of the patch. */
export const add = (path: string, text: string): Turn =>
  patch(`*** Add File: ${path}`, ...text.split('\n').map((line) => `+${line}`))

/** Calls of several turns as those of one. */
export const oneTurn = (...turns: Turn[]): Turn => ({ call: turns.flatMap(({ call }) => call ?? []) })

export const finish = (more: Record<string, unknown> = {}): Turn => ({
  call: [
    {
      name: 'finish',
      arguments: {
        ...{ outcome: 'done', title: 'Discounts', summary: 'It works.', acceptance: [], doubts: [] },
        ...more,
      },
    },
  ],
})
