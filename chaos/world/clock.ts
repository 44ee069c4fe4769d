/** Loaded before the app: a machine whose clock is not GitHub's, and was set between two starts. */
const skew = Number(new URL(import.meta.url).searchParams.get('skew') ?? 0)

if (skew !== 0) {
  const { now } = Date
  const shifted = () => now() + skew
  globalThis.Date = new Proxy(Date, {
    construct: (target, given, self) =>
      Reflect.construct(target, given.length === 0 ? [shifted()] : given, self),
    get: (target, name, self) => (name === 'now' ? shifted : Reflect.get(target, name, self)),
  })
}
