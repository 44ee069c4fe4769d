import { inspect } from 'node:util'
import { runCli } from './run-cli.ts'
import { EXIT, type ExitCode } from './terminal.ts'

// The entry: the only file of the command line that reads arguments, environment, clock and streams.
const { env, argv, stdout, stderr } = process
const interactive = stderr.isTTY === true && env.CI === undefined
const { NO_COLOR, FORCE_COLOR } = env
const colour =
  FORCE_COLOR === undefined
    ? stdout.isTTY === true && !NO_COLOR && env.TERM !== 'dumb'
    : FORCE_COLOR !== '0' && FORCE_COLOR !== 'false'

// A reader that closes the pipe (`| head`) is no error of ours, and changes nothing of what was found.
let lost = false
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE' || lost) return
  lost = true
  stderr.write(`reins: the result could not be written: ${error.message}.\n`)
})
// Remarks that nobody can read are no reason to stop.
stderr.on('error', () => undefined)

const terminal = {
  out: (text: string) => stdout.write(text),
  err: (text: string) => stderr.write(text),
  progress: interactive ? (text: string) => stderr.write(`\r\u001b[2K${text}`) : null,
  colour,
  columns: Math.max(40, stdout.columns ?? 80),
  folder: process.cwd(),
  today: new Date().toISOString().slice(0, 10),
}

// Not awaited at the top: the bundle is CommonJS, which knows no such thing.
void runCli(argv.slice(2), terminal).then(finish, (error: unknown) => {
  stderr.write(
    `reins: this is a fault of Reins, and nothing was judged. Please report it.\n${inspect(error)}\n`,
  )
  // Not 1, which says that something breaks a rule.
  finish(EXIT.refused)
})

/** Once all is written nobody waits for what else the process would still do, such as collecting its garbage. */
function finish(code: ExitCode): void {
  process.exitCode = code
  stderr.write('', () => stdout.write('', () => process.exit(lost ? EXIT.refused : code)))
}

process.on('exit', () => {
  if (lost) process.exitCode = EXIT.refused
})
