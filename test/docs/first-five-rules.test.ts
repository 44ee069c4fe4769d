import { readFileSync } from 'node:fs'
import { afterEach, expect, test } from '@jest/globals'
import { openShop, type Shop } from '../cli/stage.ts'

/** Every example of docs/first-five-rules.md, done as it is written there. */

type Step =
  | { kind: 'rules'; text: string }
  | { kind: 'file'; path: string; text: string }
  | { kind: 'command'; args: string[]; output: string }

const page = readFileSync(new URL('../../docs/first-five-rules.md', import.meta.url), 'utf8')
const sections = page.split(/^## /m).slice(1)

let shop: Shop
afterEach(() => shop.remove())

test.each(sections.map((section) => [section.split('\n', 1)[0] ?? '', stepsOf(section)] as const))(
  '%s',
  async (_, steps) => {
    shop = openShop({ 'package.json': '{"type":"module"}\n' })
    expect(steps.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['rules', 'command']))
    for (const step of steps) {
      if (step.kind === 'rules') {
        shop.write({ '.github/agent.yml': step.text })
        shop.commit()
      } else if (step.kind === 'file') shop.write({ [step.path]: step.text })
      else {
        const { out, err } = await shop.reins(step.args)
        expect(`${out}${err}`.trimEnd()).toBe(step.output.trimEnd())
      }
    }
  },
)

test('five rules and how to wait', () => expect(sections).toHaveLength(6))

/** Fenced blocks in their order: YAML is the rules, a file is named in the paragraph before it, a console is run. */
function stepsOf(section: string): Step[] {
  const blocks = section.matchAll(/(?:`([^`\n]+)`:\n\n)?```(\w+)\n([\s\S]*?)```\n/g)
  return [...blocks].map(([, path, language, text = '']): Step => {
    if (language === 'yaml') return { kind: 'rules', text }
    if (language !== 'console') return { kind: 'file', path: path ?? '', text }
    const [first = '', ...output] = text.split('\n')
    const [dollar, name, ...args] = first.split(' ')
    expect([dollar, name]).toEqual(['$', 'reins'])
    return { kind: 'command', args, output: output.join('\n') }
  })
}
