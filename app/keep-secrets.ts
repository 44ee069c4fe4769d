import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'

/**
 * Keeps what the operator's keys are in this process's memory, and nowhere else: not in its environment, which children and
 * diagnostic reports get, and not in the image of the memory that a crash leaves.
 *
 * @param env Of the process; its secrets are taken out.
 * @returns what could not be done, in sentences for the operator.
 */
export function keepSecrets(env: Record<string, string | undefined>, secrets: string[]): string[] {
  for (const name of secrets) delete env[name]
  return [
    forbidCores(),
    // Where dumps are piped to a program the limit is not asked for: core(5).
    emptyCores(),
  ].filter((warning) => warning !== null)
}

const CORES = /^Max core file size\s+0\s+0\s/m

function forbidCores(): string | null {
  try {
    execFileSync('prlimit', ['--core=0:0', '--pid', `${process.pid}`], { stdio: 'ignore' })
    if (CORES.test(readFileSync('/proc/self/limits', 'utf8'))) return null
  } catch {
    // No prlimit or no /proc here.
  }
  return 'Core dumps of this process cannot be switched off, and one would hold its keys. Start it with `ulimit -c 0`, or install prlimit (util-linux).'
}

function emptyCores(): string | null {
  const path = '/proc/self/coredump_filter'
  try {
    writeFileSync(path, '0')
    if (Number.parseInt(readFileSync(path, 'utf8'), 16) === 0) return null
  } catch {
    // No /proc here, or it may not be written.
  }
  return 'What a core dump would hold cannot be set (/proc/self/coredump_filter). Switch core dumps off on this machine.'
}
