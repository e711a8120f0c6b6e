/* The day where somebody sits, as a form sends it. */
export function dayOf(moment) {
  return [moment.getFullYear(), moment.getMonth() + 1, moment.getDate()]
    .map(function (part) {
      return String(part).padStart(2, '0');
    })
    .join('-');
}
