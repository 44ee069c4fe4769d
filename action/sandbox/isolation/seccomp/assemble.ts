/** One instruction of classic BPF: linux/filter.h. `yes` and `no` are how many instructions to skip. */
export type Instruction = { code: number; yes: number; no: number; value: number }

const LOAD_WORD = 0x20 // BPF_LD | BPF_W | BPF_ABS
const JUMP_EQUAL = 0x15 // BPF_JMP | BPF_JEQ | BPF_K
const JUMP_AT_LEAST = 0x35 // BPF_JMP | BPF_JGE | BPF_K
const JUMP_ANY_BIT = 0x45 // BPF_JMP | BPF_JSET | BPF_K
const RETURN = 0x06 // BPF_RET | BPF_K

/** Offsets in struct seccomp_data; of an argument, its lower half (both architectures are little-endian). */
export const NUMBER = 0
export const ARCHITECTURE = 4
export const argument = (index: number) => 16 + index * 8

export const load = (offset: number): Instruction => ({ code: LOAD_WORD, yes: 0, no: 0, value: offset })
export const end = (value: number): Instruction => ({ code: RETURN, yes: 0, no: 0, value })
export const ifEqual = (value: number, then: Instruction[]) => branch(JUMP_EQUAL, value, then)
export const ifAtLeast = (value: number, then: Instruction[]) => branch(JUMP_AT_LEAST, value, then)
export const ifAnyBit = (value: number, then: Instruction[]) => branch(JUMP_ANY_BIT, value, then)

function branch(code: number, value: number, then: Instruction[]): Instruction[] {
  if (then.length > 255) throw new RangeError('a jump of BPF is at most 255 instructions long')
  return [{ code, yes: 0, no: then.length, value }, ...then]
}

/** As the kernel reads it: an array of struct sock_filter. */
export function assemble(program: Instruction[]): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(program.length * 8))
  program.forEach(({ code, yes, no, value }, index) => {
    bytes.setUint16(index * 8, code, true)
    bytes.setUint8(index * 8 + 2, yes)
    bytes.setUint8(index * 8 + 3, no)
    bytes.setUint32(index * 8 + 4, value, true)
  })
  return new Uint8Array(bytes.buffer)
}
