import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { dump } from 'js-yaml'
import { parseHarness } from '../../../core/harness/parse-harness.ts'
import type { JsonSchema } from '../../../core/harness/to-json-schema.ts'
import { keysOf } from './keys-of.ts'
import { WITNESSES } from './witnesses.ts'

/** Every key of the file is refused where its value cannot be meant: at its line and column, with what was expected. */

const keys = keysOf()

test('every key is described', () => {
  expect(keys.length).toBeGreaterThan(100)
  expect(keys.filter(([, { description }]) => !description).map(([key]) => key)).toEqual([])
})

test('every key that holds a value has a test that shows it at work', () => {
  const names = keys.map(([key]) => key)
  const leaves = names.filter((key) => !names.some((other) => isBelow(other, key)))
  expect(leaves.filter((key) => WITNESSES[key] === undefined)).toEqual([])
  expect(Object.keys(WITNESSES).filter((key) => !leaves.includes(key))).toEqual([])
  const missing = Object.entries(WITNESSES).filter(([, [file, title]]) => {
    const path = new URL(`../../${file}`, import.meta.url)
    return !existsSync(path) || !titlesIn(readFileSync(path, 'utf8')).includes(title)
  })
  expect(missing).toEqual([])
})

function isBelow(key: string, above: string): boolean {
  return key !== above && (key.startsWith(`${above}.`) || key.startsWith(`${above}[`))
}

/** Lines that begin a test, a group or a row of a table; other code is not among them. */
function titlesIn(text: string): string {
  return text
    .split('\n')
    .filter((line) => /\b(?:test|describe)\(|^ *\[|\]\)\(|^ *['"`]/.test(line))
    .join('\n')
}

describe.each(keys)('%s', (key, schema) => {
  test('a value that cannot be meant is an error at its place', () => {
    const text = dump(fileWith(key, wrong(schema)))
    const parsed = parseHarness(text, '.github/agent.yml')
    if (parsed.kind === 'ok') throw new Error(`Nothing is wrong with:\n${text}`)
    const path = key.replaceAll('[]', '[0]').replaceAll('.*.', '.area/ui.')
    const problem = parsed.problems.find((one) => one.path === path)
    expect(problem).toMatchObject({ message: expect.stringMatching(/\S.{10,}/) })
    const name = key.split('.').at(-1)?.replace('[]', '') ?? ''
    expect(text.split('\n')[(problem?.line ?? 0) - 1]).toContain(name)
  })

  test('a key beside it that nobody knows is an error too', () => {
    const unknown = key.replace(/[^.]+$/, 'nonsense')
    const parsed = parseHarness(dump(fileWith(unknown, 1)), '.github/agent.yml')
    const path = unknown.replaceAll('[]', '[0]').replaceAll('.*.', '.area/ui.')
    expect(parsed).toMatchObject({
      kind: 'broken',
      problems: expect.arrayContaining([
        expect.objectContaining({
          path,
          message: expect.stringMatching(/^"nonsense" is not a known key; known are /),
        }),
      ]),
    })
  })
})

/** A file that says just this one thing. */
function fileWith(key: string, value: unknown): unknown {
  const steps = key.replaceAll('[]', '.[]').split('.')
  const inner = steps.reduceRight<unknown>((below, step) => {
    if (step === '[]') return [below]
    return { [step === '*' ? 'area/ui' : step]: below }
  }, value)
  return key.startsWith('version') ? inner : { version: 1, ...(inner as object) }
}

/** Of another kind than the key takes. */
function wrong(schema: JsonSchema): unknown {
  const kinds = [schema.type, ...(schema.anyOf ?? []).map(({ type }) => type)]
  return kinds.includes('integer') || kinds.includes('number') || schema.const !== undefined ? 'many' : 5
}
