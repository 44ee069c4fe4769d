import { createServer } from 'node:http'
import { createNodeMiddleware, Probot } from 'probot'

/** Probot with a handler that does nothing: what an App costs that keeps nothing. */
const [port, secret = '', privateKey = ''] = process.argv.slice(2)
const probot = new Probot({
  ...{ appId: 7, privateKey, secret, logLevel: 'fatal' },
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
}).listen(Number(port), '127.0.0.1')

process.once('SIGTERM', () => process.exit(0))
