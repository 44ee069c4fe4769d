import { describe, expect, test } from '@jest/globals'
import { type MarkdownPlace, renderMarkdown } from '../../../playground/page/markdown/render-markdown.ts'

const render = async (text: string, place?: MarkdownPlace) => String(await renderMarkdown(text, place))

test('tables, task lists, struck text and addresses are what GitHub makes of them', async () => {
  const html = await render('| a |\n|---|\n| b |\n\n- [x] done\n\n~~old~~ https://example.com')
  expect(html).toContain('<td>b</td>')
  expect(html).toContain('<input type="checkbox" checked disabled>')
  expect(html).toContain('<del>old</del> <a href="https://example.com">https://example.com</a>')
})

test('a comment breaks where its text does; a file only where Markdown says so', async () => {
  expect(await render('one\ntwo `a\nb`', { breaks: true })).toBe('<p>one<br>\ntwo <code>a b</code></p>')
  expect(await render('one\ntwo')).toBe('<p>one\ntwo</p>')
})

test('allowed HTML stays, hidden markers go', async () => {
  const html = await render(
    '<details><summary>More</summary>\n\n**text**\n\n</details>\n<!-- reins:run=1 --><sub>small</sub>',
  )
  expect(html).toContain('<details><summary>More</summary>')
  expect(html).toContain('<strong>text</strong>')
  expect(html).toContain('<sub>small</sub>')
  expect(html).not.toContain('reins:run')
})

describe('what strangers write cannot act', () => {
  test.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt&#58;alert(1))',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<svg><script>alert(1)</script></svg>',
    '<iframe src="//evil"></iframe>',
    '<form action="/acme/shop/issues"><button>x</button></form>',
    '<style>body { display: none }</style>',
    '<p style="position:fixed" class="box" data-live="head">x</p>',
    '<meta http-equiv="refresh" content="0;url=//evil">',
    '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
    '```suggestion\n</td><script>alert(1)</script>\n```',
    '@<script>alert(1)</script> #1<script>',
  ])('%s', async (text) => {
    const html = await render(text, { repository: 'acme/shop', replaces: ['<script>old</script>'] })
    expect(html).not.toMatch(/<(script|iframe|form|button|style|svg|meta|math)/i)
    expect(html).not.toMatch(/<[^>]+\s(on\w+|style|data-live)=/i)
    expect(html).not.toMatch(/(href|src)="(javascript|data):/i)
  })
})

test('numbers and names become references, but not in code, links or words', async () => {
  const place = { repository: 'acme/shop' }
  expect(await render('See #12, by @ada.', place)).toBe(
    '<p>See <a href="/acme/shop/issues/12">#12</a>, by <span class="mention">@ada</span>.</p>',
  )
  const plain = await render('`#1` a#2 x@y.z [#3](https://e.com) #4a', place)
  expect(plain).not.toContain('/acme/shop/issues')
})

test('a suggestion shows the lines it would replace and those it would put there', async () => {
  const html = await render('Better:\n\n```suggestion\nconst a = 1\n\n```', { replaces: ['var a = 1'] })
  expect(html).toContain('Suggested change')
  expect(html).toContain('<tr class="deletion"><td class="sign">-</td><td class="code">var a = 1</td></tr>')
  expect(html).toContain('<tr class="addition"><td class="sign">+</td><td class="code">const a = 1</td></tr>')
})

test('an empty suggestion removes the lines', async () => {
  const html = await render('```suggestion\n```', { replaces: ['gone'] })
  expect(html).toContain('gone')
  expect(html).not.toContain('addition')
})
