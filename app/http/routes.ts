import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import type { Probot } from 'probot'
import type { Readiness } from '../health/readiness.ts'
import type { Inbox } from '../inbox/inbox.ts'
import type { Reins } from '../reins.ts'
import { health } from './health.ts'
import { metrics } from './metrics.ts'
import { noSecrets } from './no-secrets.ts'
import { operator } from './operator.ts'
import { runs } from './runs.ts'
import { usage } from './usage.ts'
import { watchWebhooks } from './watch-webhooks.ts'
import { webhook } from './webhook.ts'

type Node = { Bindings: HttpBindings }
type Routing = { within: number | undefined; readiness: Readiness; inbox: Inbox }

/** Everything that the app answers to. */
export function routes(probot: Probot, reins: Reins, { within, readiness, inbox }: Routing): Hono<Node> {
  const app = new Hono<Node>()
  app.use(noSecrets(reins.secrets))
  app.use('/api/github/webhooks', watchWebhooks(reins))
  const { verifyAndReceive } = probot.webhooks
  app.route('/', webhook({ appId: reins.config.appId, verifyAndReceive, within }))
  app.route('/', runs(reins))
  app.route('/', health(readiness))
  const { metricsToken, operatorToken } = reins.config
  app.route('/', metrics(reins.metrics, metricsToken))
  app.route('/', usage({ ledger: reins.ledger, token: operatorToken, now: reins.now }))
  app.route('/', operator({ ...reins, inbox, token: operatorToken }))
  app.notFound((c) => c.json({ error: 'There is nothing here.' }, 404))
  app.onError((error, c) => {
    reins.log.error({ err: error }, 'a request failed')
    return c.json({ error: 'The app failed. Try again; its log says why.' }, 500)
  })
  return app
}
