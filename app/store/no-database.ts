/** The database cannot be had: why, and what to do. */
export class NoDatabase extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'NoDatabase'
  }
}
