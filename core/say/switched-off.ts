/**
 * What people are told where the operator lets nothing run.
 *
 * @param why The operator's own words, one line; null: none.
 */
export function switchedOff(why: string | null): string {
  const reason = why === null ? '' : ` They say: ${why.replace(/[.\s]+$/, '')}.`
  return `The operator of this App has switched it off here for now, so nothing was started.${reason} Ask again when it is back. Closing the issue still stops its run.`
}
