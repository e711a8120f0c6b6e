/* Signing in, here or in another tab, makes every form on the page need a new token. */
import { all } from '../shared/elements.js';

export function renew(token) {
  if (!token) return;
  all('input[name="csrfmiddlewaretoken"]').forEach(function (input) {
    input.value = token;
  });
}
