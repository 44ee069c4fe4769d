import { countInvisible, stripInvisible } from '../markdown/invisible.ts'
import { plural } from '../say/numbers.ts'
import type { Clean } from './clean.ts'
import type { Cleaned } from './prose.ts'

/**
 * A title as people see it: one line, nothing invisible. GitHub reads no Markdown or HTML in titles ("Vec<String> panics"
 * is shown as it is), so nothing else can hide in it.
 */
export function title(text: string): Cleaned {
  const line = stripInvisible(text).replace(/\s+/g, ' ').trim()
  return {
    text: line as Clean,
    removed: countInvisible(text).map(({ what, count }) => plural(count, what)),
  }
}
