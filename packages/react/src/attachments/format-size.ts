const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** A size as people read it, in their language: `1.2 MB`. */
export function formatSize(bytes: number, locale?: string): string {
  let at = 0;
  let value = bytes;
  while (value >= 1_000 && at < units.length - 1) {
    value /= 1_000;
    at += 1;
  }
  const unit = units[at] ?? "byte";
  const maximumFractionDigits = value < 10 && at > 0 ? 1 : 0;
  return new Intl.NumberFormat(locale, { style: "unit", unit, maximumFractionDigits }).format(
    value,
  );
}
