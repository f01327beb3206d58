// Answers that the server has not acknowledged: kept in the browser's own database until it has.
// One record a question, the newest state; cleared on acknowledgement and never before. Each belongs
// to a person: whoever uses this browser next neither sends nor sees it.
const NAME = "tpm-outbox";
const STORE = "answers";
const PERSON = document.body.dataset.person ?? "";
const FLAG = `tpm-unsent-${PERSON}`;
const OPEN_MS = 2000;
const TIMEOUT_MS = 15000;
const AT_ONCE = 100;
const inMemory = new Map();
const volatile = new Set(); // ids of what the browser's database did not take

const opened = new Promise((resolve) => {
  setTimeout(() => resolve(null), OPEN_MS); // some browsers never answer
  try {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "id" });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => resolve(null);
    asked.onblocked = () => resolve(null);
  } catch {
    resolve(null);
  }
});

async function run(mode, work) {
  const database = await opened;
  if (!database) return null;
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(STORE, mode, { durability: "strict" });
    const asked = work(transaction.objectStore(STORE));
    transaction.oncomplete = () => resolve(asked?.result ?? null);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}

// Kept in memory first: what the page sends does not wait for the disk.
export async function put(base, entry) {
  const record = { id: `${base} ${entry.position}`, base, person: PERSON, entry, at: Date.now() };
  inMemory.set(record.id, record);
  mark();
  const kept = (await opened) && (await run("readwrite", (store) => store.put(record)).then(() => true, () => false));
  if (kept) volatile.delete(record.id);
  else volatile.add(record.id);
}

// Whether something waits in this window alone, and would be lost with it.
export const isVolatile = () => [...volatile].some((id) => inMemory.has(id));

export async function waiting(base) {
  const stored = (await run("readonly", (store) => store.getAll()).catch(() => [])) ?? [];
  for (const record of stored) {
    const mine = record.person === PERSON;
    if (mine && !inMemory.has(record.id)) inMemory.set(record.id, record);
  }
  mark();
  return [...inMemory.values()].filter((record) => !base || record.base === base);
}

// Only the state that was sent: a newer one of the same question waits on.
async function forget(records) {
  for (const { id, entry } of records) {
    if (inMemory.get(id)?.entry.key === entry.key) inMemory.delete(id);
  }
  mark();
  await run("readwrite", (store) => {
    for (const { id, entry } of records) {
      const asked = store.get(id);
      asked.onsuccess = () => asked.result?.entry.key === entry.key && store.delete(id);
    }
  }).catch(() => null);
}

async function mark() {
  try {
    if (inMemory.size) localStorage.setItem(FLAG, String(inMemory.size));
    else if (await opened) localStorage.removeItem(FLAG);
  } catch {
    // Without storage of its own the page still warns before it is left.
  }
}

export const anyUnsent = (base) => [...inMemory.values()].some((record) => record.base === base);

const token = () => document.querySelector("[name=csrf_token]")?.value ?? "";

async function post(address, body, mayRenew = true) {
  const response = await fetch(address, {
    method: "POST",
    body: JSON.stringify(body),
    headers: {
      "Content-Type": "application/json",
      "X-Requested-With": "fetch",
      "X-CSRFToken": token(),
    },
    signal: AbortSignal.timeout(TIMEOUT_MS),
    keepalive: document.hidden && JSON.stringify(body).length < 60_000, // the page may be closing
  });
  const json = response.headers.get("Content-Type")?.startsWith("application/json");
  const reply = json ? await response.json() : {};
  if (reply.csrf_token && !response.ok && mayRenew) {
    for (const field of document.getElementsByName("csrf_token")) field.value = reply.csrf_token;
    return post(address, body, false);
  }
  return { response, reply };
}

// Sends what waits for one sitting. `failed` is "" or why it did not work: offline, busy, signed-out
// or refused (those alone wait then); `after` is for how many seconds a busy server asks us to wait;
// `reply` is its newest word.
export async function send(base) {
  const records = await waiting(base);
  const queue = [];
  for (let n = 0; n < records.length; n += AT_ONCE) queue.push(records.slice(n, n + AT_ONCE));
  let newest = null;
  let refused = 0;
  while (queue.length) {
    const part = queue.shift();
    let answer;
    try {
      answer = await post(`${base}/answers`, { entries: part.map(({ entry }) => entry) });
    } catch {
      return { failed: "offline", reply: newest };
    }
    const { response, reply } = answer;
    if (response.ok && reply.kept) {
      await forget(part);
      newest = { ...reply, kept: [...(newest?.kept ?? []), ...reply.kept] };
    } else if (response.status >= 500 || response.status === 429) {
      const after = Number(response.headers.get("Retry-After")) || 0;
      return { failed: "busy", after, reply: newest };
    } else if (response.status === 422) {
      // One that is refused must not hold up the others: each goes by itself.
      if (part.length > 1) queue.unshift(...part.map((record) => [record]));
      else refused += 1;
    } else {
      return { failed: "signed-out", reply: newest };
    }
  }
  return { failed: refused ? "refused" : "", reply: newest };
}

export { post };

// On any page: sends what waits for every sitting; how many answers still wait.
export async function sendAll() {
  for (const base of new Set((await waiting()).map((record) => record.base))) await send(base);
  return (await waiting()).length;
}

export async function download() {
  const records = await waiting();
  const text = JSON.stringify(records.map(({ base, entry, at }) => ({
    exam: base, at: new Date(at).toISOString(), ...entry,
  })), null, 2);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = "unsent-answers.json";
  link.click();
  URL.revokeObjectURL(link.href);
}
