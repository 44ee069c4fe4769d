import type { HtmlEscapedString } from 'hono/utils/html'

/** What `html` of hono/html makes: everything put into it was escaped. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>
