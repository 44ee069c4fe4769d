import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { firstHeading } from '../../../core/markdown/first-heading.ts'
import { letTimeRunOut } from '../let-time-run-out.ts'

test.each([
  ['docs/a.md', '\uFEFF---\ntitle: x\n---\n\n# The *first* one #\r\n# Second', 'The *first* one'],
  ['docs/a.md', '<!--\n# Hidden\n-->\n```sh\n# comment\n```\n## Shown\n', 'Shown'],
  ['docs/a.md', 'Underlined\n==========\n', 'Underlined'],
  ['docs/a.md', '- a list\n---\n# Real\n', 'Real'],
  ['docs/a.md', 'Only words.\n', null],
  ['docs/a.md', '<!-- never closed\n# Hidden\n', null],
  ['a.html', '<title>T</title><!-- <h1>no</h1> --><h1 class="x">All <b>about</b>\n it</h1>', 'All about it'],
  ['a.html', '<title>Only a title</title>', 'Only a title'],
  ['a.rst', '=====\nGuide\n=====\n\nText', 'Guide'],
  ['a.rst', '.. note:: x\n\nUsing it\n--------\n', 'Using it'],
  ['a.adoc', '= Handbook\n', 'Handbook'],
  ['a.ts', "'use strict'\n/**\n * Adds numbers up.\n */", 'Adds numbers up.'],
  ['a.py', '#!/usr/bin/env python\n# -*- coding: utf-8 -*-\n"""Counts words."""\n', 'Counts words.'],
  ['a.go', '// Package cart holds carts.\npackage cart', 'Package cart holds carts.'],
  ['a.ts', 'export const x = 1 // not this', null],
  ['a.md', '', null],
])('%s says what it is about: %j', (path, text, heading) => {
  expect(firstHeading(path, text)).toBe(heading)
})

test('whatever a file holds, the heading is one short line, found in no time', async () => {
  const parts = ['# ', '<h1', '>', '</h1>', '<!--', '-->', '```', '---', '\n', 'x', '\u{1F600}', '/*', '"""']
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...parts)),
      fc.constantFrom('a.md', 'a.html', 'a.rst', 'a.ts'),
      (text, path) => {
        const heading = firstHeading(path, text.join(''))
        if (heading !== null) expect(heading).toMatch(/^\S(.{0,198}\S)?$/u)
      },
    ),
  )
  for (const text of [
    '<h1'.repeat(300_000),
    '#'.repeat(900_000),
    '<!--'.repeat(200_000),
    ' '.repeat(900_000),
  ])
    for (const path of ['a.md', 'a.html', 'a.rst', 'a.ts']) firstHeading(path, text)
  await letTimeRunOut()
})
