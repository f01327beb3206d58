// Scans a site with Mozilla's HTTP Observatory, through a proxy of its own that speaks TLS on the
// same port on which it leads plain http away, as nginx does on two.
// node observatory.mjs NODE_MODULES PORT_OF_THE_SITE PORT KEY CERTIFICATE
import { readFileSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import net from "node:net";
import { pathToFileURL } from "node:url";

const [modules, upstream, port, key, cert] = process.argv.slice(2);
const host = `localhost:${port}`;
const TLS_HANDSHAKE = 22;

const secure = https.createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (asked, answer) => {
  const headers = { ...asked.headers, host, "x-forwarded-proto": "https", "x-forwarded-for": "127.0.0.1", "x-forwarded-host": host };
  const options = { host: "127.0.0.1", port: upstream, path: asked.url, method: asked.method, headers };
  const passed = http.request(options, (response) => {
    answer.writeHead(response.statusCode, response.headers);
    response.pipe(answer);
  });
  passed.on("error", () => answer.destroy());
  asked.pipe(passed);
});
const plain = http.createServer((asked, answer) => {
  answer.writeHead(301, { Location: `https://${host}${asked.url}` });
  answer.end();
});
const listening = (server) => new Promise((done) => server.listen(0, "127.0.0.1", () => done(server.address().port)));
const [tls, clear] = [await listening(secure), await listening(plain)];
const door = net.createServer((socket) => {
  socket.on("error", () => socket.destroy());
  socket.once("data", (first) => {
    const inner = net.connect(first[0] === TLS_HANDSHAKE ? tls : clear, "127.0.0.1");
    inner.on("error", () => socket.destroy());
    inner.write(first);
    socket.pipe(inner).pipe(socket);
  });
});

door.listen(Number(port), "127.0.0.1", async () => {
  const path = `${modules}/@mdn/mdn-http-observatory/src/scanner/index.js`;
  const { scan } = await import(pathToFileURL(path));
  const { scan: found, tests } = await scan(host);
  const told = Object.fromEntries(Object.entries(tests).map(([name, { result, scoreModifier, pass }]) => [name, { result, scoreModifier, pass }]));
  console.log(JSON.stringify({ grade: found.grade, score: found.score, tests: told }));
  process.exit(0);
});
