/** The next higher of 1, 2, 2.5, 5 times a power of ten: the width of bins that read well. */
export function niceStep(raw: number): number {
  if (!(raw > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(raw));
  const factor = [1, 2, 2.5, 5, 10].find((f) => f * power >= raw * 0.999_999) ?? 10;
  return Number((factor * power).toPrecision(6));
}
