import { readFileSync } from 'node:fs'
import { Hono } from 'hono'

/** In this order: what comes later wins. */
const STYLES = [
  'base',
  'page',
  'labels',
  'boxes',
  'conversation',
  'forms',
  'diff',
  'log',
  'markdown',
  'narrow',
]

const read = (name: string) => readFileSync(new URL(`./assets/${name}`, import.meta.url), 'utf8')
const FILES = {
  'style.css': {
    type: 'text/css; charset=utf-8',
    content: STYLES.map((name) => read(`style/${name}.css`)).join('\n'),
  },
  'page.js': { type: 'text/javascript; charset=utf-8', content: read('page.js') },
  'icon.svg': { type: 'image/svg+xml', content: read('icon.svg') },
}

/** The page's own files: a style, a script, an icon. */
export const assets = new Hono()
for (const [name, { type, content }] of Object.entries(FILES))
  assets.get(`/${name}`, (c) => c.body(content, 200, { 'content-type': type, 'cache-control': 'no-cache' }))
