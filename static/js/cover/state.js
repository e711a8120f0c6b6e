/* What the parts of the cover know of each other. */
import { tried } from '../shared/attempt.js';

/* `at`: where the reader was, while the page is covered; `blank`: the same, while nobody sees it;
   `answer`: what the server said to the cover, asked anew until it does; `seen`: when someone last
   did something, in any tab. */
export var state = { at: null, blank: null, answer: null, seen: Date.now() };

/* None where cookies are blocked: each tab is covered by itself then. */
export var tabs = tried(function () {
  return new window.BroadcastChannel('y');
});

export function tellTabs(what) {
  if (tabs) tabs.postMessage(what);
}

/* Words can stand here after the space has locked itself. */
export function isPrivate() {
  return document.querySelector('form[data-draft]') !== null;
}
