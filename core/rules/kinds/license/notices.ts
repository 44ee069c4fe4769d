import { syntaxOf } from '../source/language.ts'
import { scanSource } from '../source/scan-source.ts'

/** Notices stand at the head of a file. */
const HEAD = 8_000
const NOTICE =
  /SPDX-License-Identifier:[^\n]*|(?:\bcopyright\b|©|\(c\))[^\n]*?\b\d{4}\b[^\n]*|\b\d{4}\b[^\n]*\bcopyright\b[^\n]*|\bcopyright (?:\(c\)|©)[^\n]*|\ball rights reserved\b|\blicensed under\b[^\n]*|\bpermission is hereby granted\b|\bthis (?:source code|file|program|software) is (?:licensed|free software|part of)\b[^\n]*/gi

/** Who owns a source file and under which license it is, as its comments at the head say. */
export function findNotices(path: string, text: string): string[] {
  const head = text.slice(0, HEAD)
  const syntax = syntaxOf(path)
  const comments = syntax
    ? scanSource(head, syntax).comments
    : /\.(css|scss|less|html?|sql)$/i.test(path)
      ? head
      : ''
  // Bounded lines: the patterns look for a year on the rest of the line.
  return comments
    .split('\n')
    .flatMap((line) =>
      Array.from(line.slice(0, 300).matchAll(NOTICE), ([found]) => found.replace(/[\s*/#-]+$/, '').trim()),
    )
}

/** A new year leaves a notice what it was. */
export function withoutYears(notice: string): string {
  return notice
    .toLowerCase()
    .replaceAll(/\b\d{4}\b(?:\s*[-–,]\s*(?:\d{4}|present)\b)*/g, '')
    .replaceAll(/[\s,]+/g, ' ')
}
