/* An ordinary address bar, for who chose it: each page gets its row in the history and its
   title. Without a cache of htmx's own, going back asks for the page anew. */
import { all, each, setAttribute } from '../shared/elements.js';
import { root } from '../shared/root.js';

export function isOrdinary() {
  return root.getAttribute('data-address') === 'ordinary';
}

/* The places stay when a page changes; which of them one is at is told anew. */
function mark(section, at) {
  each('.places a', function (link) {
    var isHere = section && link.getAttribute('data-section') === section;
    setAttribute(link, 'aria-current', isHere && at);
  });
}

function name(page) {
  document.title = page.getAttribute('data-title');
  mark(page.getAttribute('data-section'), page.getAttribute('data-at'));
}

function address() {
  document.body.setAttribute('hx-push-url', String(isOrdinary()));
  window.htmx.config.historyEnabled = isOrdinary();
  window.htmx.config.refreshOnHistoryMiss = true;
  all('#page [data-title]').slice(0, 1).forEach(name);
}

// After the look has been handed to <html> (look.js), so not in the same breath.
document.addEventListener('htmx:load', function () {
  window.setTimeout(address);
});
