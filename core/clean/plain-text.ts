/** ECMA-48: control sequences (colours, cursor), operating system commands (links, titles), and two-byte escapes. */
const ESCAPES =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these characters are what is looked for
  /\u001b\[[0-?]*[ -/]*[@-~]|\u009b[0-?]*[ -/]*[@-~]|\u001b[\]PX^_][^\u0007\u001b\n]*(?:\u0007|\u001b\\)?|\u001b[ -/]*[0-~]/g

// biome-ignore lint/suspicious/noControlCharactersInRegex: these characters are what is looked for
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufeff]/g

/** A terminal's output as text: no escapes or control characters; a return without a line feed begins a line. */
export function plainText(output: string): string {
  return output.replace(ESCAPES, '').replace(/\r\n?/g, '\n').replace(CONTROLS, '')
}
