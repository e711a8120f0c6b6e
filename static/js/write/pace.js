/* When what is typed is kept, and when it is tried again. All in milliseconds. */

export var AFTER = 1500; // without a key, then what is typed is kept
var AT_LATEST = 8000; // the same for someone who never pauses
var WAITS = [2000, 4000, 8000, 15000, 30000]; // between tries while nothing goes through

/* From now until it is kept; `since` is when the first letter was typed that was not. */
export function untilKept(since, now) {
  return Math.max(0, Math.min(AFTER, since + AT_LATEST - now));
}

export function waitAfter(tries) {
  return WAITS[Math.min(tries, WAITS.length - 1)];
}
