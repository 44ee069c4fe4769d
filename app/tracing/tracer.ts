/** Only what we made ourselves, numbers and ids: a trace goes to another machine. */
export type Attributes = Record<string, string | number | boolean>

export type Spanning = {
  attributes?: Attributes
  /** Where the trace came from, when that was another process or another time: a `traceparent`. */
  parent?: string | null | undefined
}

/** Traces of what was done and how long each part took. */
export type Tracer = {
  /** Does the work in a span of its own, within the one around it. `note` adds to what the span says. */
  span: <T>(
    name: string,
    spanning: Spanning,
    work: (note: (more: Attributes) => void) => Promise<T>,
  ) => Promise<T>
  /** Of the span around, for whoever goes on later. https://www.w3.org/TR/trace-context/#traceparent-header Null: nothing is traced. */
  here: () => string | null
  /** Sends what is not sent yet. */
  close: () => Promise<void>
}

/** Nobody looks. */
export const NO_TRACER: Tracer = {
  span: async (_name, _spanning, work) => work(() => undefined),
  here: () => null,
  close: async () => undefined,
}
