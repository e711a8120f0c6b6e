/* A link within the page moves the focus there without adding a row to the history. */
import { onPress } from '../shared/events.js';
import { focus } from '../shared/focus.js';

onPress({
  'a[href^="#"]': function (link, event) {
    var goal = document.getElementById(link.getAttribute('href').slice(1));
    if (!goal) return;
    event.preventDefault();
    focus(goal);
    goal.scrollIntoView();
  }
});
