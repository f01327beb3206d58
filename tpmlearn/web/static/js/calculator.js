// A calculator for sums as people type them: + - * / ^ % ( ) and square roots. No eval.
import { t } from "./page.js";

const SIGNS = { "×": "*", "÷": "/", "−": "-", ",": "." };
// "1,250" groups thousands, "2,5" is a decimal comma: as in the answers.
const GROUPED = /(?<![\d.,])\d{1,3}(,\d{3})+(?![\d,])/g;
const KEYS = ["7", "8", "9", "/", "4", "5", "6", "*", "1", "2", "3", "-", "0", ".", "%", "+", "(", ")", "√", "^"];

// Grammar: sum = product (+- product)*; product = power (*/ power)*; power = unary (^ power)?
export function calculate(text) {
  const plain = text.replace(/\s/g, "").replace(GROUPED, (number) => number.replaceAll(",", ""));
  const sum = [...plain].map((char) => SIGNS[char] ?? char).join("");
  let at = 0;
  const is = (chars) => at < sum.length && chars.includes(sum[at]);
  function number() {
    const found = /^\d*\.?\d+|^\d+\.?/.exec(sum.slice(at))?.[0];
    if (!found) throw new Error("sum");
    at += found.length;
    return Number(found);
  }
  function atom() {
    let value;
    if (is("(")) {
      at += 1;
      value = terms();
      if (!is(")")) throw new Error("bracket");
      at += 1;
    } else value = number();
    while (is("%")) {
      at += 1;
      value /= 100;
    }
    return value;
  }
  function unary() {
    if (is("+-")) return sum[at++] === "-" ? -unary() : unary();
    if (is("√")) {
      at += 1;
      return Math.sqrt(unary());
    }
    const base = atom();
    if (!is("^")) return base;
    at += 1;
    return base ** unary();
  }
  function products() {
    let value = unary();
    while (is("*/")) value = sum[at++] === "*" ? value * unary() : value / unary();
    return value;
  }
  function terms() {
    let value = products();
    while (is("+-")) value = sum[at++] === "+" ? value + products() : value - products();
    return value;
  }
  const value = terms();
  if (at < sum.length || !Number.isFinite(value)) throw new Error("sum");
  return value;
}

export function start(section) {
  const field = section.querySelector("input");
  const result = section.querySelector("[data-result]");
  const pad = section.querySelector("[data-keypad]");
  const show = () => {
    try {
      result.textContent = field.value.trim() ? `= ${Number(calculate(field.value).toPrecision(12))}` : "";
    } catch {
      result.textContent = "= …";
    }
  };
  for (const key of [...KEYS, "⌫", "C"]) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", textContent: key, className: "button button-plain" });
    if (key === "⌫") button.setAttribute("aria-label", t("delete the last character"));
    if (key === "C") button.setAttribute("aria-label", t("clear"));
    button.addEventListener("click", () => {
      if (key === "C") field.value = "";
      else if (key === "⌫") field.value = field.value.slice(0, -1);
      else field.value += key;
      show();
    });
    pad.append(button);
  }
  field.addEventListener("input", show);
}
