import type { ExitCode, Terminal } from './terminal.ts'

/** One command of the command line, with its own help. */
export type CliCommand = {
  name: string
  /** "check [--base <ref>] [paths]". */
  usage: string
  /** A line. */
  summary: string
  /** Paragraphs of at most 80 columns. */
  help: string
  /** The options, a line each, with a line break at the end. */
  options: string
  run: (args: string[], terminal: Terminal) => Promise<ExitCode>
}
