import { invisibleIn, showInvisible } from '../markdown/invisible.ts'
import type { Clean } from './clean.ts'

/**
 * What stands in a file, a diff or a search result. Nothing is taken out, or a patch would not fit any more: a character
 * that nobody sees stands there as ⟨U+202E⟩, where a person and a model see the same. Honest emoji and joined letters
 * stay. `apply_patch` knows this way of writing, see action/sandbox/patch.
 */
export function source(text: string): Clean {
  return showInvisible(text) as Clean
}

/** For whoever reads a source as it is: how `source` writes what it cannot show; "" when there is nothing of that kind. */
export function noteOnInvisible(text: string): string {
  const [first] = invisibleIn(text)
  return first === undefined
    ? ''
    : `Invisible characters are shown as in ${first}. A patch may write them so: in lines that stay or go, and in what replaces those.`
}
