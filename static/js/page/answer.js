/* Before an answer takes the page's place. */
import { say } from '../shared/status.js';
import { noteThePage } from './landing.js';
import { where } from './request.js';
import { isWholePage, mayBeShown, whyNotSent } from './verdict.js';

function isTouched() {
  var fields = document.querySelectorAll('#page input, #page textarea');
  return [].some.call(fields, function (field) {
    return field.value !== field.defaultValue || field.checked !== field.defaultChecked;
  });
}

function isSent(detail) {
  return detail.requestConfig.verb !== 'get';
}

/* An answer that comes after the reader has moved on must not sweep away what is typed now. */
function isLate(detail) {
  var isAwaited = detail.target.id !== 'page' || detail.xhr === where.latest;
  if (isAwaited || detail.xhr.status >= 400) return false;
  return !isSent(detail) || isTouched();
}

function mayShow(detail) {
  return mayBeShown({
    status: detail.xhr.status,
    kind: detail.xhr.getResponseHeader('Content-Type') || '',
    text: detail.serverResponse,
    isSent: isSent(detail),
    isTouched: isTouched()
  });
}

/* A whole page where a part was asked for: its part is taken, so that nothing is shown twice. */
function show(detail) {
  noteThePage();
  if (isWholePage(detail.serverResponse)) detail.selectOverride = '#page > *';
}

function refuse(detail) {
  detail.shouldSwap = false;
  say(whyNotSent(detail.xhr.status));
}

document.addEventListener('htmx:beforeSwap', function (event) {
  var detail = event.detail;
  if (isLate(detail)) detail.shouldSwap = false;
  else if (mayShow(detail)) show(detail);
  else refuse(detail);
});
