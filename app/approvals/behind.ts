/** GitHub tells of something before every part of it shows it. */
export class Behind extends Error {
  constructor(what: string) {
    super(`GitHub does not show ${what} yet`)
    this.name = 'Behind'
  }
}
