/** What the person at the terminal can mend: the message is a sentence that says how. Nothing was judged. */
export class Refused extends Error {
  override name = 'Refused'
}
