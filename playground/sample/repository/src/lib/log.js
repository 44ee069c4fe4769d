/** One JSON object a line, so that the log can be searched. */
export const log = {
  info: (event, fields = {}) => write('info', event, fields),
  warn: (event, fields = {}) => write('warn', event, fields),
}

function write(level, event, fields) {
  process.stdout.write(`${JSON.stringify({ level, event, ...fields })}\n`)
}
