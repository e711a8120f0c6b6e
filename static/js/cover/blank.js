/* The page goes blank while nobody sees it, for who chose that. */
import { root } from '../shared/root.js';
import { onSight } from '../shared/sight.js';
import { goBack, placeNow } from './place.js';
import { look } from './quiet.js';
import { focusClock } from './sheet.js';
import { state } from './state.js';
import { name, unname } from './title.js';

function setBlank(yes) {
  root.classList.toggle('is-blank', yes);
  document.body.inert = yes;
}

function hide() {
  if (state.blank || !root.hasAttribute('data-blank')) return;
  state.blank = placeNow();
  unname();
  setBlank(true);
}

function show() {
  var place = state.blank;
  if (!place) return;
  setBlank(false);
  if (state.at) focusClock();
  else goBack(place);
  state.blank = null;
  name();
}

onSight({
  hidden: hide,
  visible: function () {
    look(); // clocks of hidden pages are slow
    show();
  }
});
