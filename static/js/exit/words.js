/* What is being typed on a page: of each form marked `data-draft`, a list of [name, value]. A
   guest's stays where it is: there is no place to keep it. */

var UNTYPED = /^(password|file|submit|button|reset|image)$/;
var KEYS = /^(|csrfmiddlewaretoken|login|password|passphrase|new_passphrase|offered)$/;
var TICKED = /^(checkbox|radio)$/;
var LONG = 999; // letters

/* No key of a doorway within the form, and no box that is not ticked. */
export function isTyped(field) {
  var isKey = KEYS.test(field.name) || UNTYPED.test(field.type);
  return !isKey && (field.checked || !TICKED.test(field.type));
}

/* A long text also has its piece: what was typed since it was last kept, and where that belongs. */
function pieceOf(form, field) {
  var isLong = field.name === 'text' && field.value.length > LONG;
  return isLong && form.piece ? form.piece() : [];
}

export function wordsIn(form) {
  var fields = [].filter.call(form.elements, isTyped);
  var pairs = fields.map(function (field) {
    return [field.name, field.value].concat(pieceOf(form, field));
  });
  return [['form', form.getAttribute('data-draft')]].concat(pairs);
}

export function typed() {
  return [].map.call(document.querySelectorAll('form[data-draft]:not([data-guest])'), wordsIn);
}
