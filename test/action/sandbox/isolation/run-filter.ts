/** What the kernel would say of a system call, by the words of linux/seccomp.h: classic BPF, as far as a filter uses it. */
export function runFilter(
  filter: Uint8Array,
  call: { audit: number; number: number; args?: number[] },
): 'allow' | number {
  const view = new DataView(filter.buffer, filter.byteOffset, filter.byteLength)
  const words = new DataView(new ArrayBuffer(64))
  words.setUint32(0, call.number, true)
  words.setUint32(4, call.audit, true)
  for (const [index, value] of (call.args ?? []).entries()) words.setUint32(16 + index * 8, value, true)
  let accumulator = 0
  for (let at = 0; at < filter.length / 8; at++) {
    const code = view.getUint16(at * 8, true)
    const [yes, no] = [view.getUint8(at * 8 + 2), view.getUint8(at * 8 + 3)]
    const value = view.getUint32(at * 8 + 4, true)
    if (code === 0x20) accumulator = words.getUint32(value, true)
    else if (code === 0x15) at += accumulator === value ? yes : no
    else if (code === 0x35) at += accumulator >= value ? yes : no
    else if (code === 0x45) at += (accumulator & value) !== 0 ? yes : no
    else if (code === 0x06) return value === 0x7fff_0000 ? 'allow' : value & 0xffff
    else throw new Error(`instruction ${at} has the unknown code ${code}`)
  }
  throw new Error('the filter ends without an answer')
}
