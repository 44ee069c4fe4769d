/** Every environment variable the app reads; docs/configuration.md is held to this list by a test. */
export const VARIABLES = {
  APP_ID: 'The App’s number, from its settings page.',
  PRIVATE_KEY: 'The App’s private key, PEM or base64 of it.',
  PRIVATE_KEY_PATH: 'A file that holds the private key, instead of PRIVATE_KEY.',
  WEBHOOK_SECRET: 'The secret of the App’s webhook, at least 16 characters.',
  REINS_URL: 'The app’s public address: runners call it, and their OIDC tokens are made for it.',
  HOST: 'The address to listen on; 0.0.0.0 by default.',
  PORT: 'The port to listen on; 3000 by default.',
  DATABASE_URL:
    'A Postgres to keep everything in, for several processes; without it the embedded one is used, in REINS_DATA.',
  REINS_DATA: 'The folder of the embedded database; ./data by default. One process holds it.',
  LOG_LEVEL: 'trace, debug, info, warn, error or fatal; info by default.',
  GITHUB_SERVER_URL: 'GitHub’s own address; https://github.com by default, or your Enterprise Server.',
  GITHUB_API_URL: 'GitHub’s REST address; follows from GITHUB_SERVER_URL.',
  REINS_WORKFLOW:
    'Workflows whose runs are trusted, separated by commas: owner/name/.github/workflows/file.yml@ref; a * may end the ref.',
  REINS_SANDBOX:
    'required (the default), or off: then tools run on the runner as they stand, and every report says so.',
  REINS_INSTANCES:
    'How many processes of this App run side by side, 1 by default; each takes its share of GitHub’s limits.',
  REINS_PLACES:
    'How many runs may be under way at once in a repository, an installation and in all, 10/20/100 by default; more wait in line.',
  REINS_KEEP:
    'How many days reports and deliveries are kept, 30 by default, at least 4; runs and what they cost stay.',
  OPENAI_API_KEY: 'The model provider’s key. It never leaves the app.',
  OPENAI_BASE_URL: 'The model provider’s address; https://api.openai.com/v1 by default.',
  REINS_MODELS: 'More models, or other prices, as JSON by name.',
  METRICS_TOKEN:
    'What a Prometheus on another machine sends to read /metrics, at least 16 characters; without it only this machine may read them.',
  OPERATOR_TOKEN:
    'What you send to read /usage.csv and to use /operator/, at least 16 characters; without it nobody can.',
  OTEL_EXPORTER_OTLP_ENDPOINT:
    'An OpenTelemetry collector that takes OTLP over HTTP: traces go there. Without it nothing is traced.',
  OTEL_EXPORTER_OTLP_HEADERS: 'Headers for that collector: name=value, separated by commas.',
  REINS_LIMITS: 'The operator’s limits of one run, as JSON; a repository can only go below them.',
} as const
