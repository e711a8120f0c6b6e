/* What stands in a step's fields, by the step's name: notes of fields, and when they hold. */

var TICKED = /^(radio|checkbox)$/;
var OF_A_LADDER = /^(rung|hard)_/;
var nothing = { fields: [] };

export function isTicked(field) {
  return TICKED.test(field.type);
}

/* What is noted of a field. */
export function noteOf(field) {
  return { name: field.name, value: field.value, checked: field.checked };
}

/* A ladder has its fields on more than one page: those of another page stay noted as they were. */
export function together(before, now, isOnPage) {
  var earlier = before || nothing;
  var elsewhere = earlier.fields.filter(function (note) {
    return !isOnPage(note.name);
  });
  return {
    fields: now.fields.concat(elsewhere),
    aim: now.aim || earlier.aim,
    version: now.version
  };
}

/* Forgets all that was typed in one skill or tool. */
export function forget(memory, course) {
  Object.keys(memory)
    .filter(function (step) {
      return step.split('/')[0] === course;
    })
    .forEach(function (step) {
      delete memory[step];
    });
}

/* The rungs of a ladder belong to its aim: those of another aim are another ladder's. */
export function belongs(field, kept, aim) {
  return kept.aim === aim || !OF_A_LADDER.test(field.name);
}

/* What was noted of this field; each box of a group is known by its value. */
export function noteFor(field, kept) {
  return kept.fields.filter(function (note) {
    return note.name === field.name && (note.value === field.value || !isTicked(field));
  })[0];
}

/* A box or a text that somebody has filled. */
export function isFilled(field) {
  return Boolean(field.value) && (field.checked || !isTicked(field));
}
