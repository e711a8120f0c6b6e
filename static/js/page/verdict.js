/* Whether an answer takes the page's place. One that carries the form again is shown; any other
   failed sending leaves the form, and what was typed in it, where it is. */

var CARRIES_THE_TEXT = [403, 409, 422];
var A_FORM = / data-(draft|again)="/;
var WHOLE_PAGE = /<main[^>]* id="page"/;
var WHY_NOT_SENT = { 413: 'too-much', 429: 'too-often' };

function carriesTheText(answer) {
  var isKnown = CARRIES_THE_TEXT.indexOf(answer.status) >= 0 || A_FORM.test(answer.text);
  return isKnown || (answer.status === 404 && !answer.isTouched);
}

/* `answer`: its status, kind (Content-Type) and text, whether something was sent for it, and
   whether a field of the page is touched. */
export function mayBeShown(answer) {
  var isLost = answer.isSent && answer.status >= 400 && !carriesTheText(answer);
  return !isLost && /^text\/html/.test(answer.kind);
}

export function whyNotSent(status) {
  return WHY_NOT_SENT[status] || 'not-sent';
}

export function isWholePage(text) {
  return WHOLE_PAGE.test(text);
}
