import { runCli } from './run-cli.ts'

// The entry: the only file of the command line that reads arguments, environment, clock and streams.
const { env, argv, stdout, stderr } = process
const interactive = stderr.isTTY === true && env.CI === undefined
const { NO_COLOR, FORCE_COLOR } = env
const colour =
  FORCE_COLOR === undefined
    ? stdout.isTTY === true && !NO_COLOR && env.TERM !== 'dumb'
    : FORCE_COLOR !== '0' && FORCE_COLOR !== 'false'

// A reader that closes the pipe (`| head`) ends the work; that is no error of ours.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(0)
})

const terminal = {
  out: (text: string) => stdout.write(text),
  err: (text: string) => stderr.write(text),
  progress: interactive ? (text: string) => stderr.write(`\r\u001b[2K${text}`) : null,
  colour,
  columns: Math.max(40, stdout.columns ?? 80),
  folder: process.cwd(),
  today: new Date().toISOString().slice(0, 10),
}

// Not awaited at the top: the bundle is CommonJS, which knows no such thing. Once all is written nobody waits for what
// else the process would still do, such as collecting its garbage.
void runCli(argv.slice(2), terminal).then((code) => {
  process.exitCode = code
  stderr.write('', () => stdout.write('', () => process.exit(code)))
})
