// Passkeys: asks the browser for one, and says plainly what is wrong where it cannot.
import { t } from "./page.js";

const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (char) => char.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

const WHY = {
  NotAllowedError: t("That was cancelled, or took too long. Try again when you like."),
  InvalidStateError: t("This device has a passkey of your account already."),
  NotSupportedError: t("This device cannot make such a passkey."),
  SecurityError: t("The browser does not allow passkeys at this address."),
  ConstraintError: t("This device cannot check that it is you: it needs a PIN, a fingerprint or a face."),
};

class Refused extends Error {}

const send = async (address, form, fields = {}) => {
  const body = new URLSearchParams({ ...Object.fromEntries(new FormData(form)), ...fields });
  const headers = { "X-Requested-With": "fetch", Accept: "application/json" };
  const response = await fetch(address, { method: "POST", body, headers });
  if (response.redirected) {
    location.assign(response.url);
    return null;
  }
  const reply = await response.json().catch(() => ({}));
  if (reply.csrf_token) {
    for (const field of document.getElementsByName("csrf_token")) field.value = reply.csrf_token;
    throw new Refused(t("This page was out of date. Try again."));
  }
  if (!response.ok) throw new Refused(Object.values(reply.errors ?? {}).join(" ") || t("Try again."));
  return reply;
};

const withBytes = (options) => {
  const list = (known) => known?.map((one) => ({ ...one, id: bytes(one.id) }));
  return {
    ...options,
    challenge: bytes(options.challenge),
    ...(options.user && { user: { ...options.user, id: bytes(options.user.id) } }),
    excludeCredentials: list(options.excludeCredentials),
    allowCredentials: list(options.allowCredentials),
  };
};

const asJson = (made) => {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature"]) {
    if (made.response[name]) response[name] = text(made.response[name]);
  }
  if (made.response.userHandle) response.userHandle = text(made.response.userHandle);
  return JSON.stringify({ id: made.id, rawId: text(made.rawId), type: made.type, response });
};

const tell = (form, sentence) => {
  form.querySelector("[data-said]").textContent = sentence;
};

const why = (fault) => (fault instanceof Refused ? fault.message : (WHY[fault.name] ?? WHY.NotAllowedError));

// `ask` is navigator.credentials.create or get; `address` is where its answer goes.
const run = async (form, ask, address) => {
  tell(form, t("Your device is asking you."));
  try {
    const options = await send(form.dataset.options, form);
    if (!options) return;
    const made = await ask({ publicKey: withBytes(options) });
    const reply = await send(address, form, { credential: asJson(made) });
    if (reply) location.assign(reply.next);
  } catch (fault) {
    tell(form, why(fault));
  }
};

const cannot = (form) => {
  if (location.origin !== form.dataset.origin) {
    return t("Passkeys of this site work at %(origin)s only; this page was opened at %(here)s.", {
      origin: form.dataset.origin,
      here: location.origin,
    });
  }
  if (!window.PublicKeyCredential || !navigator.credentials) {
    return t("This browser has no passkeys. A newer one, or another one on this device, may have.");
  }
  return "";
};

for (const form of document.querySelectorAll("[data-passkey-open], [data-passkey-add]")) {
  const isNew = form.matches("[data-passkey-add]");
  const reason = cannot(form);
  form.hidden = Boolean(reason) && !isNew;
  if (reason && isNew) {
    form.querySelector("button").disabled = true;
    tell(form, reason);
  }
  const ask = (options) => navigator.credentials[isNew ? "create" : "get"](options);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (isNew && !form.reportValidity()) return;
    run(form, ask, form.action);
  });
}
