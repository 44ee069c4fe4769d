import type { Repo } from '../format.ts'

/** `example.com/shop/cart` and `cart_test.go`: `shop/cart/cart_test.go`, `cart/cart_test.go` …, whichever is ours. */
export function inPackage(
  repo: Repo,
  { packageName, file }: { packageName: string; file: string },
): string | null {
  const folders = packageName.split('/', 64)
  for (let index = 0; index < folders.length; index++) {
    const path = repo.resolve(`${folders.slice(index).join('/')}/${file}`)
    if (path !== null) return path
  }
  return null
}
