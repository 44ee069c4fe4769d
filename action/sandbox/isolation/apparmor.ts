/** Ubuntu 24.04 and later let a program make user namespaces only with such a profile; it confines nothing else. */
export const APPARMOR_PROFILE = `abi <abi/4.0>,
include <tunables/global>

profile reins-bwrap /usr/bin/bwrap flags=(unconfined) {
  userns,
}
`

export const APPARMOR_PATH = '/etc/apparmor.d/reins-bwrap'
