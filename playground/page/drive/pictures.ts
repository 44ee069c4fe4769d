import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'

const WIDTHS = [1280, 390]
const SCHEMES = ['light', 'dark'] as const

/**
 * The page as it is now, whole or only a part of it, light and dark, wide and narrow: `<folder>/<name>-light-1280.png` and so on.
 * @throws when something sticks out at the side: nobody scrolls a page to the right.
 */
export async function takePictures(
  page: Page,
  { folder, name, part }: { folder: string; name: string; part?: Locator | undefined },
): Promise<string[]> {
  const paths: string[] = []
  const viewport = page.viewportSize()
  for (const width of WIDTHS)
    for (const scheme of SCHEMES) {
      await page.emulateMedia({ colorScheme: scheme })
      await page.setViewportSize({ width, height: 900 })
      const over = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
      if (Number(over) > 0) throw new Error(`${name} is ${over} px too wide at ${width} px.`)
      const path = join(folder, `${name}-${scheme}-${width}.png`)
      if (part === undefined) await page.screenshot({ path, fullPage: true })
      else await part.screenshot({ path })
      paths.push(path)
    }
  await page.emulateMedia({ colorScheme: 'light' })
  if (viewport) await page.setViewportSize(viewport)
  return paths
}
