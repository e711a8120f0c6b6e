/* The cover: a plain sheet over the page, at once by a press or after quiet minutes, and a page
   that goes blank while nobody sees it. What lies under it stays as it is, and cannot be read,
   reached or found; the server has locked what was open, so that coming back takes its key. */
import './again/door.js';
import './cover/blank.js';
import { back, goOn } from './cover/going_on.js';
import { cover, coverIfPressed, coverToo } from './cover/laying.js';
import { tellIfUntold } from './cover/server.js';
import { tick } from './cover/sheet.js';
import { isPrivate, state, tabs } from './cover/state.js';
import { onParts } from './shared/events.js';

/* Nothing else is done with such a form. */
function instead(act) {
  return function (form, event) {
    event.preventDefault();
    event.stopImmediatePropagation();
    act(form, event.submitter);
  };
}

onParts(
  window,
  'submit',
  { '[data-cover]': instead(cover), '[data-uncover]': instead(goOn) },
  true
);

/* Another tab was covered, or used, or its cover lifted by the key. */
function onTab(event) {
  if (event.data === 'cover') coverToo();
  else if (event.data === 'here') state.seen = Date.now();
  else if (event.data.key || !isPrivate()) back(event.data.token);
}

if (tabs) tabs.onmessage = onTab;
window.addEventListener('online', tellIfUntold);
tick();
coverIfPressed();
