// A certified OpenID provider on this machine: whoever types a name is that person there.
import { createServer } from "node:http";
import Provider from "oidc-provider";

const { issuer, port, client, secret, redirect } = JSON.parse(process.env.PROVIDER);

const provider = new Provider(issuer, {
  clients: [{ client_id: client, client_secret: secret, redirect_uris: [redirect] }],
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
  // Somebody called "ada+unsure" has an address that nobody verified.
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({
      sub: id,
      email: `${id.replace("+unsure", "")}@corp.example`,
      email_verified: !id.endsWith("+unsure"),
      name: id[0].toUpperCase() + id.slice(1).replace("+unsure", ""),
    }),
  }),
  pkce: { required: () => true },
  cookies: { keys: ["for-tests-alone"] },
});

createServer(provider.callback()).listen(port, "127.0.0.1", () => console.log("ready"));
