import { newCommands } from '../../core/command/new-commands.ts'
import { parseComment } from '../../core/command/parse-comment.ts'
import { COMMAND, MARKDOWN, UNICODE } from '../pieces.ts'
import { hostileText, promise, target } from '../target.ts'

/** A command stands on a line of its own that begins with the trigger, whatever is around it. */
export const commandParser = target({
  name: 'command parser',
  inputs: hostileText([...COMMAND, ...COMMAND, ...MARKDOWN, ...UNICODE]),
  bytes: (text) => Buffer.byteLength(text),
  run(text) {
    const { commands, problems } = parseComment(text, '/agent')
    const lines = text.replace(/\r\n?/g, '\n').split('\n')
    for (const { line } of [...commands, ...problems])
      promise(
        /\/agent/i.test(lines[line - 1]?.normalize() ?? '') || /[^ -~]/.test(lines[line - 1] ?? ''),
        'the line holds the trigger',
      )
    // An edit is read twice, before and after.
    if (text.length < 1_000)
      promise(
        newCommands(text, text, '/agent').commands.length === 0,
        'an edit that changes nothing asks for nothing',
      )
  },
})
