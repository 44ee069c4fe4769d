import { createServer } from 'node:http'
import { createNodeMiddleware, Probot } from 'probot'

/** Probot with a handler that does nothing: what an App costs that keeps nothing. */
const { APP_ID = '', PRIVATE_KEY = '', WEBHOOK_SECRET = '', PORT = '' } = process.env
const probot = new Probot({
  ...{ appId: APP_ID, privateKey: PRIVATE_KEY, secret: WEBHOOK_SECRET, logLevel: 'fatal' },
})
const middleware = await createNodeMiddleware(
  (app) => {
    app.onAny(async () => undefined)
  },
  { probot },
)
createServer((request, response) => {
  middleware(request, response, () => {
    response.writeHead(404).end()
  })
}).listen(Number(PORT), '127.0.0.1')

process.once('SIGTERM', () => process.exit(0))
