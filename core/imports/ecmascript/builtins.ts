/** Modules of Node 24 that are imported without "node:"; the rest needs the prefix. */
export const NODE_MODULES: ReadonlySet<string> = new Set(
  `assert async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel dns domain events fs
http http2 https inspector module net os path perf_hooks process punycode querystring readline repl stream string_decoder
sys timers tls trace_events tty url util v8 vm wasi worker_threads zlib`.split(/\s+/),
)

/** "fs/promises" is one, "fs/x" is not. */
export const NODE_SUBPATHS: ReadonlySet<string> = new Set(
  `assert/strict dns/promises fs/promises inspector/promises path/posix path/win32 readline/promises stream/consumers
stream/promises stream/web timers/promises util/types`.split(/\s+/),
)
