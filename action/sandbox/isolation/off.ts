import { spawn } from 'node:child_process'
import type { Isolation } from './isolation.ts'

/** No walls: what runs sees the machine as we do, but for our environment. Only the operator can ask for it. */
export function off(env: Record<string, string>): Isolation {
  return {
    kind: 'off',
    words: 'none: the operator turned the sandbox off (REINS_SANDBOX=off)',
    inside: ({ workspace, home }) => ({ workspace, home }),
    at: ({ from }) => from,
    env,
    canary: '',
    owner: null,
    spawn: ([program, ...args], { workspace, env }, { stdio }) =>
      // Its own process group: a Ctrl-C in the terminal is for us.
      spawn(program, args, { cwd: workspace, env, stdio, detached: true }),
  }
}
