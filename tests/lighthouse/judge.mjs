// Judges pages with Lighthouse in a Chromium of its own, as it would a phone and a desk.
// node judge.mjs NODE_MODULES CHROMIUM < [{"name", "url", "cookies"}]; prints one line a page and form.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [modules, chromium] = process.argv.slice(2);
const load = (path) => import(pathToFileURL(`${modules}/${path}`));
const { default: lighthouse } = await load("lighthouse/core/index.js");
const { default: desktop } = await load("lighthouse/core/config/desktop-config.js");
const { launch } = await load("chrome-launcher/dist/index.js");
const { default: puppeteer } = await load("puppeteer-core/lib/esm/puppeteer/puppeteer-core.js");

const CATEGORIES = ["performance", "accessibility", "best-practices"];
const FORMS = { mobile: undefined, desktop };
const METRICS = ["first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift"];
const LOST_TRACE = new Set(["NO_NAVSTART", "NO_FCP", "PROTOCOL_TIMEOUT", "TARGET_CRASHED"]);
const pages = JSON.parse(readFileSync(0, "utf8"));

// What costs points: the audits of the category that weigh and are not right.
const lost = (found) => CATEGORIES.flatMap((name) => found.categories[name].auditRefs
  .filter(({ id, weight }) => weight > 0 && found.audits[id].score !== null && found.audits[id].score < 0.9)
  .map(({ id }) => {
    const { score, displayValue, details } = found.audits[id];
    const places = (details?.items ?? []).slice(0, 3).map((item) => item.node?.selector ?? item.url ?? item.description ?? item.source ?? "");
    return { category: name, id, score, told: displayValue ?? "", places: places.filter(Boolean) };
  }));

const chrome = await launch({ chromePath: chromium, chromeFlags: ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"] });
const browser = await puppeteer.connect({ browserURL: `http://127.0.0.1:${chrome.port}`, defaultViewport: null });

// A page in a window of its own, so that a visitor carries nothing of who was there before; again
// where a busy machine let Chromium lose its own trace, which says nothing of the page.
const judged = async (url, cookies, config, tries = 3) => {
  const context = await browser.createBrowserContext();
  if (cookies.length) await context.setCookie(...cookies);
  const flags = { logLevel: "error", onlyCategories: CATEGORIES, disableStorageReset: true };
  const { lhr } = await lighthouse(url, flags, config, await context.newPage());
  await context.close();
  const isLost = LOST_TRACE.has(lhr.runtimeError?.code);
  return isLost && tries > 1 ? judged(url, cookies, config, tries - 1) : lhr;
};

try {
  for (const { name, url, cookies } of pages) {
    for (const [form, config] of Object.entries(FORMS)) {
      const lhr = await judged(url, cookies, config);
      if (lhr.runtimeError) throw new Error(`${name}: ${lhr.runtimeError.message}`);
      const scores = Object.fromEntries(CATEGORIES.map((one) => [one, Math.round(lhr.categories[one].score * 100)]));
      const metrics = Object.fromEntries(METRICS.map((one) => [one, lhr.audits[one].numericValue]));
      console.log(JSON.stringify({ name, form, at: lhr.finalDisplayedUrl, scores, metrics, lost: lost(lhr) }));
    }
  }
} finally {
  await browser.disconnect();
  chrome.kill();
}
