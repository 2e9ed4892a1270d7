/** The system calls that give files or processes to another user, by seccomp's name of the machine. */
const CALLS = {
  // chown fchown lchown fchownat setuid setgid setreuid setregid setgroups setresuid setresgid setfsuid setfsgid
  x64: {
    audit: 0xc000003e,
    numbers: [92, 93, 94, 260, 105, 106, 113, 114, 116, 117, 119, 122, 123],
  },
  // fchownat fchown setregid setgid setreuid setuid setresuid setresgid setfsuid setfsgid setgroups
  arm64: { audit: 0xc00000b7, numbers: [54, 55, 143, 144, 145, 146, 147, 149, 151, 152, 159] },
} as const;

const LOAD = 0x20;
const JUMP_IF_EQUAL = 0x15;
const RETURN = 0x06;
/** Places in seccomp_data. */
const NUMBER = 0;
const MACHINE = 4;
const ALLOW = 0x7fff0000;
/** An error of number 0: the call is not made, and tells its caller that it was. */
const PRETEND = 0x00050000;

/**
 * A seccomp program, as bubblewrap takes it, under which a process that wants to become another user
 * is told that it has. There is one user in the sandbox, and the web servers of images begin as root
 * and go on as somebody else, or end. What they could not do as root of the sandbox they cannot do now.
 */
export function identityFilter(machine: NodeJS.Architecture): Buffer {
  const calls = machine === "arm64" ? CALLS.arm64 : CALLS.x64;
  const { audit, numbers } = calls;
  const count = numbers.length;
  return Buffer.concat([
    instruction(LOAD, MACHINE),
    // Calls of another machine's numbering are let through to where they fail by themselves.
    instruction(JUMP_IF_EQUAL, audit, 0, count + 1),
    instruction(LOAD, NUMBER),
    ...numbers.map((number, index) => instruction(JUMP_IF_EQUAL, number, count - index, 0)),
    instruction(RETURN, ALLOW),
    instruction(RETURN, PRETEND),
  ]);
}

/** struct sock_filter of linux/filter.h */
function instruction(code: number, value: number, ifTrue = 0, ifFalse = 0): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt16LE(code, 0);
  bytes.writeUInt8(ifTrue, 2);
  bytes.writeUInt8(ifFalse, 3);
  bytes.writeUInt32LE(value, 4);
  return bytes;
}
