import { type Draft, type Place, type Repo, toRange } from '../format.ts'
import { placeAt } from '../place-at.ts'
import { placeInText } from '../places-in-text.ts'
import { inPackage } from './in-package.ts'

const RUNNING = /^\s{0,80}=== (?:RUN|CONT|NAME) {1,4}(\S+)$/
const VERDICT = /^\s{0,80}--- (FAIL|PASS|SKIP): (\S+)(?: \([\d.]+s\))?$/
const LOGGED = /^(\s{1,80})([^\s:][^:\n]{0,500}\.go):(\d{1,7}): ?(.*)$/
const PACKAGE_END = /^(?:FAIL|ok {2}|---)\t(\S+)/
const MESSAGE_LINES = 12
const PANIC_LINES = 200

type Logged = { test: string; file: string; line: number; indent: number; message: string[] }

/** Follows the output of `go test`, line by line: what failed tests logged, and panics, package by package. */
export function createGoTests(repo: Repo) {
  const drafts: Draft[] = []
  let logged: Logged[] = []
  let failed = new Map<string, boolean>() // … and whether something is known of it
  let current = ''
  let open: Logged | null = null
  let panic: string[] | null = null

  const close = (packageName: string) => {
    for (const { test, file, line, message } of logged) {
      if (!failed.has(test)) continue
      const path = file.includes('/') ? null : inPackage(repo, { packageName, file })
      explain(test)
      drafts.push({
        id: test,
        level: 'error',
        place: ours(placeAt(repo, path ?? file, { line })),
        message: message.join('\n').trim() || 'failed',
      })
    }
    if (panic !== null) {
      const found = placeInText(panic.join('\n'), repo)
      explain(current)
      drafts.push({
        id: current,
        level: 'error',
        place: found === null || found === 'outside' ? null : { path: found.path, range: toRange(found) },
        message: panic[0]!.replace(/ \[recovered[^\]]*\]$/, ''),
      })
    }
    for (const [test, explained] of failed)
      if (!explained) drafts.push({ id: test, level: 'error', place: null, message: 'failed' })
    logged = []
    failed = new Map()
    current = ''
    open = null
    panic = null
  }

  /** A test that failed because one inside it did needs no word of its own. */
  const explain = (test: string) => {
    for (let name = test; name !== ''; name = name.slice(0, Math.max(0, name.lastIndexOf('/'))))
      if (failed.has(name)) failed.set(name, true)
  }

  return {
    add(line: string): void {
      const end = PACKAGE_END.exec(line)
      if (end !== null) {
        close(end[1]!)
        return
      }
      if (panic !== null) {
        if (panic.length < PANIC_LINES) panic.push(line)
        return
      }
      if (/^(?:panic|fatal error): /.test(line)) {
        panic = [line]
        return
      }
      const verdict = VERDICT.exec(line)
      if (verdict?.[1] === 'FAIL') failed.set(verdict[2]!, false)
      const running = verdict?.[2] ?? RUNNING.exec(line)?.[1]
      if (running !== undefined) {
        current = running
        open = null
        return
      }
      const said = LOGGED.exec(line)
      if (said !== null && current !== '') {
        open = {
          test: current,
          file: said[2]!,
          line: Number(said[3]),
          indent: said[1]!.length,
          message: [said[4]!],
        }
        logged.push(open)
      } else if (open !== null && line.search(/\S/) > open.indent) {
        if (open.message.length < MESSAGE_LINES) open.message.push(line.trim())
      } else open = null
    },
    end(): Draft[] {
      close('')
      return drafts
    },
  }
}

/** A failed test is ours wherever it failed. */
function ours(place: Place): Place {
  return place === 'outside' ? null : place
}
