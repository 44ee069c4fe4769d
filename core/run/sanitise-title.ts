import { countInvisible, stripInvisible } from '../markdown/invisible.ts'
import { plural } from '../say/numbers.ts'

/**
 * A title as people see it: one line, nothing invisible. GitHub reads no Markdown or HTML in titles ("Vec<String> panics"
 * is shown as it is), so nothing else can hide in it.
 */
export function sanitiseTitle(title: string): { text: string; removed: string[] } {
  const text = stripInvisible(title).replace(/\s+/g, ' ').trim()
  return { text, removed: countInvisible(title).map(({ what, count }) => plural(count, what)) }
}
