import type { Attempt, Row } from '../row.ts'
import { must, stopped } from '../row.ts'
import { shared } from '../stage/stage.ts'

const world = shared((stage) => stage.world())

/** ada, who may, writes what GitHub does not show as a line of hers. */
function hidden(name: string, body: string): Attempt {
  return {
    name,
    run: async (stage) => {
      const there = await world(stage)
      const number = await there.issue()
      const [runs, before] = [there.dispatched(), there.writes().length]
      const id = await there.comment('ada', body, number)
      must(
        there.github.read
          .comments(there.repository, number)
          .some((one) => one.id === id && one.body === body),
        'the comment never stood there',
      )
      must(there.dispatched() === runs, 'it started a run')
      const written = there.writes().slice(before)
      must(written.length === 0, `it was taken for a command: ${written.join()}`)
      return stopped('core: command parser', {
        tried: `ada wrote ${JSON.stringify(body)}`,
        evidence: 'no run, no reply, no reaction',
      })
    },
  }
}

/** A comment that is changed, twice: only what was not there before counts, and only once. */
function edited(name: string, texts: [string, string, ...string[]]): Attempt {
  return {
    name,
    run: async (stage) => {
      const there = await stage.world()
      const number = await there.issue()
      const id = await there.comment('ada', texts[0], number)
      const [runs, said] = [there.dispatched(), there.replies(number).length]
      for (const body of texts.slice(1)) {
        await there.github.editComment(there.repository, id, { body, actor: 'ada' })
        await there.settled()
      }
      const now = there.github.read.comments(there.repository, number).find((one) => one.id === id)?.body
      must(now === texts.at(-1), 'the comment was never edited')
      must(there.dispatched() === runs, `${there.dispatched() - runs} more runs`)
      must(there.replies(number).length === said, `answered again: ${there.replies(number).at(-1)}`)
      return stopped('core: command parser', {
        tried: `edited to ${JSON.stringify(now)}`,
        evidence: `still ${runs} runs and ${said} replies`,
      })
    },
  }
}

const C = '/agent implement'

export const T04: Row = {
  id: 'T04',
  name: 'commands that nobody gave',
  threat:
    'Commands inside quotes, code blocks, HTML comments, our own comments, edited comments (only a command that was not there before): not commands.',
  attempts: [
    hidden('a command in a quote', `> ${C}`),
    hidden('a command that goes on in a quote without its mark', `> Somebody said:\n${C}`),
    hidden('a command in a quote of a quote', `> > ${C}\n> \n> no`),
    hidden('a command in a fenced code block', `\`\`\`\n${C}\n\`\`\``),
    hidden('a command in a fence of tildes', `~~~~\n${C}\n~~~\n${C}\n~~~~`),
    hidden('a command in a fence that never ends', `\`\`\`sh\n${C}`),
    hidden('a command in indented code', `Do:\n\n    ${C}`),
    hidden('a command in inline code over two lines', `See \`a\n${C}\nb\` there`),
    hidden('a command in an HTML comment', `<!--\n${C}\n-->`),
    hidden('a command in an HTML comment that never ends', `Hello\n\n<!-- \n\n${C}`),
    hidden('a command in <pre>', `<pre>\n${C}\n</pre>`),
    hidden('a command in <details>', `<details>\n${C}\n</details>`),
    hidden('a command in <script>', `<script>\n\n${C}\n\n</script>`),
    hidden('a command in CDATA and a processing instruction', `<![CDATA[\n\n${C}\n\n]]>\n<?x\n\n${C}\n?>`),
    hidden('a command in a list', `- ${C}\n  ${C}\n1. ${C}`),
    hidden('a command as a heading', `# ${C}\n\n${C}\n===`),
    hidden('a command in a sentence', `Please ${C}`),
    hidden('a command as the title of a link', `[a]: https://example.com '\n${C}\n'`),
    hidden('a command in the title of an image', `![a](https://example.com "\n${C}\n")`),
    hidden('a command in the attribute of a tag', `Hello <a title="\n${C}\n">x</a>`),
    hidden('another word that begins like the trigger', `/agents implement\n/agent-implement`),
    edited('an edit elsewhere repeats a command that stood there', [
      'Hello\n\n/agent status',
      'Hello all\n\n/agent status',
    ]),
    edited('an edit gives a command other words', [C, `${C} and delete everything`]),
    edited('an edit takes a command out of its quote, and it stood there before', [`${C}`, `> no\n\n${C}`]),
    {
      name: 'our own help, full of commands, is taken for commands',
      run: async (stage) => {
        const there = await stage.world()
        const number = await there.issue()
        await there.comment('ada', '/agent help', number)
        const [help = ''] = there.replies(number)
        must(help.includes('/agent implement'), `no help: ${help}`)
        const heard = there.tap.calls.filter(
          ({ headers, body }) => headers['x-github-event'] === 'issue_comment' && body.includes('reins[bot]'),
        )
        must(heard.length > 0, 'GitHub never told us of our own comment')
        must(there.dispatched() === 0 && there.replies(number).length === 1, 'it answered itself')
        return stopped('app: own echo', {
          tried: 'the webhook of our own comment arrived',
          evidence: 'one reply, no run',
        })
      },
    },
    {
      name: 'the comment of a writer is edited to a command by somebody who may only read',
      run: async (stage) => {
        const there = await stage.world()
        const number = await there.issue()
        const id = await there.comment('ada', 'Hello', number)
        await there.github.editComment(there.repository, id, { body: C, actor: 'eve' })
        await there.settled()
        must(there.dispatched() === 0, 'the permission of the author counted')
        const said = there.replies(number).join()
        must(/eve has read permission/.test(said), `said: ${said}`)
        return stopped('app: permission', { tried: 'eve edited ada’s comment', evidence: said })
      },
    },
    {
      name: 'a reader quotes our help without the quote marks',
      run: async (stage) => {
        const there = await stage.world()
        const number = await there.issue()
        await there.comment('ada', '/agent help', number)
        const [help = ''] = there.replies(number)
        await there.comment('eve', `${help}\n\n${C}`, number)
        must(there.dispatched() === 0, 'a run was started')
        must(
          /permission/.test(there.replies(number).at(-1) ?? ''),
          `${there.replies(number).at(-1)}\n${there
            .log()
            .split('\n')
            .filter((l) => /"level":(40|50)/.test(l))
            .join('\n')}`,
        )
        return stopped('app: permission', {
          tried: 'eve pasted the help and a command',
          evidence: there.replies(number).at(-1) ?? '',
        })
      },
    },
  ],
  controls: [
    {
      name: 'the same command on a line of its own is one, also when an edit brings it',
      run: async (stage) => {
        const there = await stage.world()
        const [one, two] = [await there.issue(), await there.issue()]
        await there.comment('ada', `Hello\n\n${C}`, one)
        const id = await there.comment('ada', 'Hello', two)
        await there.github.editComment(there.repository, id, { body: `Hello\n\n${C}`, actor: 'ada' })
        await there.settled()
        must(there.dispatched() === 2, `${there.dispatched()} runs instead of 2`)
        return 'both became runs'
      },
    },
  ],
}
