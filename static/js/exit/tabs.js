/* Other tabs: they leave too, and what is typed in them comes along in the one beacon. A tab says
   so when someone turns away from it, and to a tab that was opened since and asks. */
import { tried } from '../shared/attempt.js';

var me = String(Math.random());
var elsewhere = {}; // what is being typed in this person's other tabs, in memory only
var tabs = tried(function () {
  return new window.BroadcastChannel('x'); // not where cookies are blocked
});

export function tell(what) {
  tried(function () {
    tabs.postMessage(what);
  });
}

export function share(words) {
  tell({ tab: me, typed: words });
}

export function typedElsewhere() {
  return [].concat.apply(
    [],
    Object.keys(elsewhere).map(function (tab) {
      return elsewhere[tab];
    })
  );
}

/* `leave` when another tab does; `turn` whenever this one is turned away from. */
export function listen(leave, turn) {
  if (!tabs) return;
  tabs.onmessage = function (event) {
    if (event.data.leave) leave();
    else if (event.data.ask) turn();
    else elsewhere[event.data.tab] = event.data.typed;
  };
  window.addEventListener('blur', turn);
  document.addEventListener('visibilitychange', turn);
  tell({ ask: 1 });
}
