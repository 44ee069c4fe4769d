import { gzipSync } from 'node:zlib'
import { body, chat, chatBody, HONEST, HONEST_CHAT, raw, refused, responses } from './door.ts'

const tool = (name: string, tool: Record<string, unknown>) =>
  body(`a tool of the provider: ${name}`, { tools: [tool] }, /tools\.0/)
const item = (name: string, one: Record<string, unknown>) => body(name, { input: [one] }, /input/)
const file = (part: Record<string, unknown>) => ({ role: 'user', content: [part] })

export const STORED = [
  body('an answer that the provider stores', { store: true }, /store: has to be false/),
  refused(
    'an answer that the provider stores by default',
    ({ runner }) => {
      const { store: _, ...unsaid } = HONEST
      return runner.post('/model/v1/responses', unsaid)
    },
    { status: 400, says: /store: has to be false/ },
  ),
  body(
    'the answer to somebody else’s stored one',
    { previous_response_id: 'resp_1' },
    /previous_response_id/,
  ),
  body('a conversation that is kept there', { conversation: 'conv_1' }, /conversation/),
  body('a prompt that is kept there', { prompt: { id: 'pmpt_1' } }, /prompt/),
  body('work in the background, after the run', { background: true }, /background/),
  body('tags in the operator’s account', { metadata: { a: 'b' } }, /metadata/),
  item('an item that is kept there', { type: 'item_reference', id: 'rs_1' }),
  item('a file that is kept there', file({ type: 'input_file', file_id: 'file_1' })),
  item('a file from an address', file({ type: 'input_file', file_url: 'http://169.254.169.254/' })),
  item('a picture from an address', file({ type: 'input_image', image_url: 'https://evil.example/?d' })),
  chatBody('a stored chat', { store: true }, /store: has to be false/),
  chatBody(
    'a picture from an address, in a chat',
    { messages: [file({ type: 'image_url', image_url: { url: 'https://evil.example' } })] },
    /messages/,
  ),
]

export const HOSTED_TOOLS = [
  tool('a search', { type: 'web_search' }),
  tool('an older search', { type: 'web_search_preview' }),
  tool('files', { type: 'file_search', vector_store_ids: ['vs_1'] }),
  tool('code', { type: 'code_interpreter', container: { type: 'auto' } }),
  tool('pictures', { type: 'image_generation' }),
  tool('a computer', { type: 'computer_use_preview', environment: 'browser' }),
  tool('a shell', { type: 'local_shell' }),
  tool('a server of tools', { type: 'mcp', server_label: 'x', server_url: 'https://evil.example' }),
  tool('a function that is a server as well', {
    ...{ type: 'function', name: 'x', server_url: 'https://evil.example' },
  }),
  body('a tool of the provider, only picked', { tool_choice: { type: 'web_search' } }, /tool_choice/),
  body('what tools of the provider found', { include: ['web_search_call.action.sources'] }, /include/),
  item('a call of a tool of the provider, as if it had been made', { type: 'mcp_approval_response' }),
  chatBody('a search, in a chat', { web_search_options: {} }, /web_search_options/),
  chatBody('a plug-in of a provider, in a chat', { plugins: [{ id: 'web' }] }, /plugins/),
]

const PACKED = gzipSync(JSON.stringify(HONEST))
const LONG = 'x'.repeat(17 * 1024 * 1024)

export const HUGE = [
  body('an answer of a million tokens', { max_output_tokens: 1e6 }, /at most 32000/),
  body('an answer of half a token', { max_output_tokens: 0.5 }, /max_output_tokens/),
  body('an answer of minus a million tokens', { max_output_tokens: -1e6 }, /max_output_tokens/),
  chatBody('an answer of a million tokens, in a chat', { max_tokens: 1e6 }, /at most 32000/),
  chatBody('a hundred answers at once', { n: 100 }, /Unrecognized key: \\"n/),
  chatBody('speech', { modalities: ['audio'], audio: { voice: 'x' } }, /Unrecognized keys/),
  body('a dearer tier of service', { service_tier: 'priority' }, /service_tier/),
  body('an answer in one piece, that nobody can cut', { stream: false }, /stream: has to be true/),
  refused(
    'a prompt of 17 MB',
    ({ runner }) => runner.post('/model/v1/responses', { ...HONEST, instructions: LONG }),
    { status: 413, says: /larger than 16 MB/ },
  ),
  refused(
    'a prompt of 17 MB that does not say how long it is',
    (door) =>
      raw(door, { path: '/model/v1/responses', body: new Array(17).fill(Buffer.alloc(1024 * 1024, 'x')) }),
    { status: 413, says: /larger than 16 MB/ },
  ),
  refused(
    'a prompt that is small only while it is packed',
    (door) =>
      raw(door, { path: '/model/v1/responses', headers: { 'content-encoding': 'gzip' }, body: PACKED }),
    { status: 415, says: /plain application\/json/ },
  ),
  refused(
    'a prompt nested 200,000 deep',
    ({ runner }) =>
      runner.post(
        '/model/v1/responses',
        `${JSON.stringify(HONEST).slice(0, -1)},"text":{"format":${'['.repeat(200_000)}${']'.repeat(200_000)}}}`,
      ),
    { status: 400, says: /nested too deeply/ },
  ),
]

const model = (name: string, model: unknown, says: RegExp, status = 403) =>
  refused(name, ({ runner }) => runner.post('/model/v1/responses', { ...HONEST, model }), { status, says })

export const OTHER_MODELS = [
  model('a model that is served, but not to this run', 'gpt-5.4-mini', /assigned gpt-5\.5, no other/),
  model('a model that nobody serves', 'gpt-6-pro', /assigned gpt-5\.5, no other/),
  model('the assigned model with more in its name', 'gpt-5.5\n-pro', /assigned gpt-5\.5, no other/),
  model('the assigned model in capital letters', 'GPT-5.5', /assigned gpt-5\.5, no other/),
  model('a name that every object has', '__proto__', /assigned gpt-5\.5, no other/),
  model('two models at once', ['gpt-5.5', 'gpt-6-pro'], /model: Invalid input/, 400),
  refused(
    'the assigned model through the other API',
    ({ runner }) => runner.post('/model/v1/chat/completions', HONEST_CHAT),
    { status: 403, says: /assigned the responses API/ },
  ),
  refused(
    'the assigned model through the other API, the other way round',
    ({ runner }) => runner.post('/model/v1/responses', HONEST),
    { status: 403, says: /assigned the chat API/, door: chat },
  ),
  refused(
    'another address for the provider',
    ({ runner }) => runner.post('/model/v1/responses', { ...HONEST, base_url: 'https://evil.example/v1' }),
    { status: 400, says: /base_url/, door: responses },
  ),
]
