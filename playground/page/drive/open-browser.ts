import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const USUAL = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** `wanted` when it is given, else the first Chromium of this machine. @returns null when there is none. */
export function findChromium(wanted: string | undefined): string | null {
  if (wanted !== undefined && wanted !== '') return existsSync(wanted) ? wanted : null
  return USUAL.find((path) => existsSync(path)) ?? null
}

/** A headless Chromium that talks to nobody but the page. */
export function openBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}
