/** Longer ones are cut by browsers and read by nobody. */
const MOST = 1_000

/**
 * The address of a link as GitHub renders it: what leads nowhere there ("javascript:", "data:") is dropped, so nobody can
 * see it by pointing at the link. https://github.com/gjtorikian/html-pipeline (sanitization filter)
 *
 * @returns the address, or "" when there is none.
 */
export function shownAddress(url: string): string {
  const scheme = /^[^/?#]*?:/.exec(url)?.[0].toLowerCase()
  const known = scheme === undefined || scheme === 'http:' || scheme === 'https:' || scheme === 'mailto:'
  return known && url.length <= MOST ? url : ''
}
