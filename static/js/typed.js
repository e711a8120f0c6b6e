/* Words typed on a step, or into a plan that is being changed, remembered while this page is loaded
   and nowhere else: who follows a link out of it, for a moment or for good, finds them again on
   coming back. */
(function (doc) {
  'use strict';

  var typed = {}; // what stands in a step's fields, by the step's name; in memory only
  var sent = null; // the step whose words were just kept or let go

  function fieldsOf(form) {
    return [].filter.call(form.elements, function (field) {
      return field.name && !field.hidden && !field.closest('.doorway')
        && /^(text|textarea|radio|checkbox)$/.test(field.type);
    });
  }

  function aimOf(form) {
    return form.elements.aim_text ? form.elements.aim_text.value : '';
  }

  /* Which version of a plan is being changed. */
  function versionOf(form) {
    return form.elements.version ? form.elements.version.value : '';
  }

  function remember(form) {
    var name = form.getAttribute('data-step');
    var earlier = (typed[name] || { fields: [] }).fields;
    var now = fieldsOf(form).map(function (field) {
      return { name: field.name, value: field.value, checked: field.checked };
    });
    // A ladder has its fields on more than one page.
    var elsewhere = earlier.filter(function (one) { return !form.elements[one.name]; });
    typed[name] = {
      fields: now.concat(elsewhere),
      aim: aimOf(form) || (typed[name] || {}).aim,
      version: versionOf(form)
    };
  }

  /* All that was typed in one skill or tool. */
  function forget(course) {
    Object.keys(typed).forEach(function (name) {
      if (name.split('/')[0] === course) delete typed[name];
    });
  }

  function putBack(form) {
    var kept = typed[form.getAttribute('data-step')];
    if (!kept) return;
    // Changed elsewhere meanwhile? Then keeping these words shows both.
    if (kept.version) form.elements.version.value = kept.version;
    fieldsOf(form).forEach(function (field) {
      if (/^(rung|hard)_/.test(field.name) && kept.aim !== aimOf(form)) return; // another ladder's
      var ticked = /^(radio|checkbox)$/.test(field.type);
      var one = kept.fields.find(function (each) {
        return each.name === field.name && (!ticked || each.value === field.value);
      });
      if (!one) return;
      if (ticked) field.checked = one.checked;
      else field.value = one.value;
      var fold = field.closest('details');
      if (fold && field.value && (one.checked || !ticked)) fold.open = true;
    });
  }

  function onInput(event) {
    var form = event.target.form;
    if (form && form.matches('[data-step][data-script]')) remember(form);
  }

  function onSubmit(event) {
    var form = event.target;
    var button = event.submitter;
    var name = form.getAttribute('data-step');
    var action = form.getAttribute('action') || '';
    if (/^\/(account|space)\//.test(action)) typed = {}; // perhaps someone else is next
    if (!button) return;
    if (button.name === 'move' && /^(begin|forget)$/.test(button.value)) {
      forget(action.split('/').filter(Boolean).pop());
    } else if (name && (form.hasAttribute('data-draft') || button.hasAttribute('formaction')
        || button.value === 'let_go')) {
      sent = { name: name, words: typed[name] };
      delete typed[name];
    }
  }

  function ready() {
    var form = doc.querySelector('form[data-step]');
    if (!form) return;
    if (form.elements.finished) forget(form.getAttribute('data-step').split('/')[0]);
    else if (form.hasAttribute('data-script')) putBack(form);
  }

  doc.addEventListener('input', onInput);
  doc.addEventListener('change', onInput);
  doc.addEventListener('submit', onSubmit, true);
  doc.addEventListener('click', function (event) {
    var link = event.target.closest && event.target.closest('a[data-lets-go]');
    if (link) delete typed[link.getAttribute('data-lets-go')];
  }, true);
  doc.addEventListener('htmx:afterRequest', function (event) {
    // What could not be sent is still on the page, and is remembered like before.
    if (sent && !event.detail.successful && sent.words) typed[sent.name] = sent.words;
    sent = null;
  });
  doc.addEventListener('htmx:load', ready);
  ready();
})(document);
