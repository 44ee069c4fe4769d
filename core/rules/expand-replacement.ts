/** Replacement text for one match: `$1`…`$99`, `$<name>`, `$&` and `$$`, as String.prototype.replace expands them. */
export function expandReplacement(replacement: string, match: RegExpMatchArray): string {
  return replacement.replace(
    /\$(?:(\$)|(&)|(\d{1,2})|<([^>]*)>)/g,
    (written, dollar, whole, digits, name) => {
      if (dollar) return '$'
      if (whole) return match[0]
      if (name !== undefined) return match.groups ? (match.groups[name] ?? '') : written
      return expandGroup(written, digits, match)
    },
  )
}

/** With fewer than ten groups `$10` is group 1 and then a zero; a group that does not exist stays as written. */
function expandGroup(written: string, digits: string, match: RegExpMatchArray): string {
  const exists = (group: number) => group >= 1 && group < match.length
  if (exists(Number(digits))) return match[Number(digits)] ?? ''
  const first = Number(digits[0])
  return digits.length === 2 && exists(first) ? (match[first] ?? '') + digits[1] : written
}
