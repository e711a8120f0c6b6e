/* A rhythm of one's own, as it is typed: seconds, within what is safe. */

/* With a comma or a point, as languages have it. */
export function secondsIn(text) {
  return Number(text.replace(',', '.'));
}

/* `safe`: least and most for breathing in, out, resting, and the whole of a breath. */
export function isSafe(rhythm, safe) {
  var whole = rhythm.in + rhythm.out + rhythm.hold;
  var isWithin = [rhythm.in, rhythm.out, rhythm.hold, whole].every(function (value, n) {
    return value >= safe[2 * n] && value <= safe[2 * n + 1];
  });
  return isWithin && rhythm.out >= rhythm.in;
}
