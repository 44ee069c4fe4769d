import type { Probe } from '../../stage/probes.ts'

const NET = 'sandbox: network namespace'
const FILTER = 'sandbox: seccomp'
/** A TCP connection by bash. */
const tcp = (name: string, ...to: string[]): Probe => ({
  name: `connects to ${name}`,
  by: NET,
  setup: false,
  script: ({ ports }) =>
    to
      .map((one) => one.replace('PORT', String(ports.tcp)))
      .map((one) => `(exec 3<>/dev/tcp/${one}) && echo "HIT ${one}"`)
      .join('\n'),
})
const outsideToo = (probe: Probe): Probe => ({ ...probe, outside: () => ({}) })
const perl = (name: string, by: Probe['by'], script: string): Probe => ({
  ...{ name, by, setup: false, script: () => `perl -MSocket -e '${script}'` },
})
/** A socket of another family, opened. */
const family = (name: string, number: number, type: number, protocol: number, by: Probe['by'] = FILTER) =>
  perl(
    `opens a socket ${name}`,
    by,
    `socket(my $s, ${number}, ${type}, ${protocol}) and print "HIT\\n" or print "socket: $!\\n"`,
  )
const udp = (name: string, host: string, v6 = false) =>
  perl(
    `sends a datagram to ${name}`,
    NET,
    `socket(my $s, ${v6 ? 'AF_INET6' : 'AF_INET'}, SOCK_DGRAM, 17); setsockopt($s, SOL_SOCKET, SO_BROADCAST, 1); my $to = ${v6 ? `pack_sockaddr_in6(53, Socket::inet_pton(AF_INET6, "${host}"))` : `pack_sockaddr_in(53, inet_aton("${host}"))`}; send($s, "x", 0, $to) and print "HIT\\n" or print "connect to ${host}: $!\\n"`,
  )

/** Ways to a network, from a room that has none. */
export const PROBES: Probe[] = [
  tcp('an address of the world', '192.0.2.1/443', '1.1.1.1/443', '8.8.8.8/53'),
  tcp('a private network', '10.0.0.1/80', '172.17.0.1/80', '192.168.0.1/80', '100.64.0.1/80'),
  tcp('a link-local address, where metadata is', '169.254.169.254/80', '169.254.170.2/80'),
  tcp('IPv6', '2001:db8::1/443', '2606:4700:4700::1111/443', 'fd00:ec2::254/80'),
  tcp('IPv6 link-local', 'fe80::1/80', 'fe80::1%lo/80'),
  tcp('a name', 'example.com/443', 'api.github.com/443', 'host.docker.internal/80'),
  outsideToo(tcp('a service on the loopback', '127.0.0.1/PORT', 'localhost/PORT', '127.0.0.53/53')),
  tcp('the loopback by other spellings', '0/PORT', '127.1.2.3/PORT', '0.0.0.0/PORT', '2130706433/PORT'),
  tcp('the loopback by IPv6', '::1/PORT', '::ffff:127.0.0.1/PORT', '::/PORT'),
  {
    name: 'connects to the machine’s own addresses',
    by: NET,
    setup: false,
    script: ({ names }) =>
      names
        .own!.split(' ')
        .map((one) => `(exec 3<>/dev/tcp/${one}) && echo "HIT ${one}"`)
        .join('\n'),
    outside: () => ({}),
  },
  udp('an address of the world', '192.0.2.1'),
  udp('a name server', '1.1.1.1'),
  udp('everybody', '255.255.255.255'),
  udp('a group', '224.0.0.251'),
  udp('IPv6', '2001:db8::1', true),
  udp('an IPv6 group', 'ff02::1', true),
  {
    name: 'sends a datagram to a service on the loopback',
    by: NET,
    setup: false,
    script: ({ ports }) => `echo ${`K4N4RY-datagram`} >/dev/udp/127.0.0.1/${ports.udp}`,
  },
  {
    name: 'asks for names, by the system and by servers of its own',
    by: NET,
    setup: false,
    script: () =>
      `getent hosts example.com && echo HIT; perl -e 'print "HIT\\n" if gethostbyname("example.com")'; timeout 5 node -e 'const { Resolver } = require("dns"); const r = new Resolver({ timeout: 300, tries: 1 }); r.setServers(["192.0.2.1", "127.0.0.53", "[2001:db8::1]"]); r.resolve("secret.example.com", (e, a) => console.log(e ? "queryA " + e.code + " secret.example.com" : "HIT " + a))'`,
  },
  {
    name: 'asks curl, git and node for an address',
    by: NET,
    setup: false,
    script: ({ ports }) =>
      `curl -sS -m 5 https://example.com/curl && echo HIT; curl -sS -m 5 http://127.0.0.1:${ports.tcp}/ && echo HIT; timeout 5 git ls-remote https://git.example.com/x 2>&1 && echo HIT; timeout 5 node -e 'fetch("https://node.example.com").then(() => console.log("HIT"), (e) => console.log(e.cause?.message))'; true`,
  },
  {
    name: 'sends a ping',
    by: NET,
    setup: false,
    script: () =>
      `ping -c 1 -W 1 192.0.2.1 2>&1 && echo HIT; perl -MSocket -e 'socket(my $s, AF_INET, SOCK_DGRAM, 1) or exit; send($s, pack("CCnnn", 8, 0, 0xf7fe, 0, 1), 0, pack_sockaddr_in(0, inet_aton("192.0.2.1"))) and print "HIT\\n" or print "connect to 192.0.2.1: $!\\n"'`,
  },
  family('that is raw', 2, 3, 1, 'sandbox: no privileges'),
  family('that is raw, IPv6', 10, 3, 58, 'sandbox: no privileges'),
  family('of packets', 17, 3, 768),
  family('to the hypervisor', 40, 1, 0),
  family('of the kernel’s ciphers', 38, 5, 0),
  family('of bluetooth', 31, 3, 1),
  family('of CAN', 29, 3, 1),
  family('of XDP', 44, 3, 0),
  family('of TIPC', 30, 1, 0),
  family('that lists the sockets of others', 16, 3, 4),
  family('that hears the kernel’s events', 16, 3, 15),
  family('that configures the firewall', 16, 3, 12),
  family('of generic netlink', 16, 3, 16),
  {
    name: 'makes an interface, an address and a route',
    by: 'sandbox: no privileges',
    setup: false,
    script: () =>
      'ip link add reins0 type dummy && echo HIT; ip addr add 192.0.2.9/24 dev lo && echo HIT; ip route add default dev lo && echo HIT; ip link set lo down && echo HIT; (: >/dev/net/tun) && echo HIT tun; (: 3<>/dev/vhost-net) && echo HIT vhost; (: 3<>/dev/vsock) && echo HIT vsock; echo 1 >/proc/sys/net/ipv4/ip_forward && echo HIT forward; grep -vE "lo:|Inter|face" /proc/net/dev | sed "s/^/HIT /"',
  },
  {
    name: 'goes over to the network of another process',
    by: FILTER,
    setup: false,
    script: () =>
      'for p in /proc/[0-9]*; do nsenter --net=$p/ns/net true && echo "HIT $p"; done; unshare --net true && echo HIT unshare; unshare --user --net --map-root-user true && echo HIT user; [ "$(ls -L /proc/*/ns/net 2>/dev/null | sort -u | wc -l)" -gt 40 ] && echo HIT; true',
  },
  {
    name: 'makes a connection by the calls of io_uring and of another ABI',
    by: FILTER,
    setup: false,
    script: () =>
      `perl -e 'my $u = syscall(425, 8, my $p = "\\0" x 256); print $u >= 0 ? "HIT io_uring\\n" : "io_uring_setup: $!\\n"; if (\`uname -m\` =~ /x86_64/) { my $s = syscall(0x40000000 | 41, 17, 3, 768); print $s >= 0 ? "HIT x32\\n" : "socket: $!\\n" }'`,
  },
]
