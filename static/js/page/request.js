/* Asking for a page: from where, and which asking was the last. */
import { on } from '../shared/events.js';
import { say } from '../shared/status.js';

/* `here`: the address of this page (the address bar stays at /, this moves on); `latest`: the
   request for the page that was asked for last. */
export var where = { here: location.pathname + location.search, latest: null };

/* A form that names no address goes back to the page it came with, as it would without us. */
document.addEventListener('htmx:configRequest', function (event) {
  var form = event.detail.elt;
  if (form.matches('form:not([action]), form[action=""]')) event.detail.path = where.here;
});

document.addEventListener('htmx:beforeRequest', function (event) {
  if (event.detail.target.id === 'page') where.latest = event.detail.xhr;
  say('');
});

on(document, 'htmx:timeout htmx:sendError', function () {
  say('no-connection');
});
