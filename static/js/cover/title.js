/* With an ordinary address bar the title names the page, so it goes while the page is hidden. */
import { state } from './state.js';

var title = '';

export function unname() {
  title = title || document.title;
  document.title = title.split(' · ').pop();
}

export function name() {
  if (!title || state.at || state.blank) return;
  document.title = title;
  title = '';
}
