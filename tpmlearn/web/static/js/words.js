// What scripts say, in the language of the page: /static/…/words/<tag>.js holds what it has for
// each English text, and English needs none.

const said = (forms, text, count, values) => {
  const found = forms ? forms[count === 1 ? 0 : forms.length - 1] : text;
  return found.replace(/%\((\w+)\)s/g, (place, name) => values[name] ?? place);
};

export const t = (text, values = {}) => said(globalThis.words?.[text], text, 1, values);

export const nt = (one, many, num, values = {}) =>
  said(globalThis.words?.[one], num === 1 ? one : many, num, { num, ...values });
