/* When the word on locking stands there, by what the server told of the time left. */

export var LOOK_AGAIN = 10; // seconds, while the word stands there: another tab may have been used

/* Seconds beforehand: time enough to reach the button, whatever one gets about with. */
export function noticeOf(minutes) {
  return Math.min(60, 25 * minutes);
}

/* What to say now, and in how many seconds to look again. `told.left` is in seconds, nothing of it
   when the space is locked; `told.more` says whether a press can still keep it open. No `say` leaves
   what stands there. */
export function planOf(told, minutes) {
  var spare = told.left - noticeOf(minutes);
  if (!told.left) return { say: '' };
  if (spare > 0) return { say: '', again: spare };
  var soon = { again: Math.min(told.left, LOOK_AGAIN) };
  if (told.more) soon.say = 'soon';
  return soon;
}
