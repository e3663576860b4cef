// Drives a page of `factio export` in a headless Chromium: node page.js PAGE.html [PICTURES-PREFIX]. Exits with 1 when something is wrong.
// Wants `npm install puppeteer-core` and a Chromium (CHROMIUM=/path/to/it, else the usual names).
"use strict";
const fs = require("fs");
const path = require("path");
const puppeteer = require("puppeteer-core");

const browser = process.env.CHROMIUM || ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((file) => fs.existsSync(file));
const [page, prefix] = process.argv.slice(2);
const wrong = [];
const check = (holds, what) => { if (!holds) wrong.push(what); };
const wait = (ms) => new Promise((done) => setTimeout(done, ms));

(async () => {
  const chromium = await puppeteer.launch({ executablePath: browser, headless: true, args: ["--no-sandbox", "--disable-gpu"] });
  const tab = await chromium.newPage();
  tab.on("console", (message) => wrong.push(`console ${message.type()}: ${message.text()}`));
  tab.on("pageerror", (error) => wrong.push(`error: ${error}`));
  tab.on("request", (request) => { if (!/^(file|data):/.test(request.url())) wrong.push(`asked for ${request.url()}`); });
  tab.on("dialog", async (dialog) => { wrong.push(`a name opened a dialog: ${dialog.message()}`); await dialog.dismiss(); });
  await tab.setViewport({ width: 1440, height: 900 });
  await tab.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "light" }]);
  await tab.goto(`file://${path.resolve(page)}`);
  await tab.waitForFunction("document.documentElement.dataset.ready === 'true'", { timeout: 60000 });
  const picture = async (name) => { await wait(400); if (prefix) await tab.screenshot({ path: `${prefix}-${name}.png` }); };
  const text = (selector) => tab.$eval(selector, (element) => element.textContent);
  const rows = () => tab.$$eval("tr.row", (found) => found.length);
  const key = (name) => tab.keyboard.press(name);

  // All times.
  const all = await rows();
  check(all > 0, "the table is empty");
  check((await text("#moment")) === "All times", "the page begins with all times");
  await picture("all");

  // The slider hides what is absent.
  const last = await tab.$eval("#slider", (slider) => Number(slider.max));
  const counts = new Set();
  for (const part of [0, 0.25, 0.5, 0.75, 1]) {
    await tab.$eval("#slider", (slider, at) => { slider.value = at; slider.dispatchEvent(new Event("input")); }, String(Math.round(last * part)));
    counts.add(await rows());
    await picture(`time-${part}`);
  }
  if (last > 0) {
    check(counts.size > 1, "the slider changes nothing");
    check(!(await tab.$eval("#always", (box) => box.checked)), "a moment is not all times");
    await tab.$eval("#slider", (slider) => slider.blur());
    const before = await text("#moment");
    await key("ArrowLeft");
    check((await text("#moment")) !== before, "an arrow key moves time");
    await tab.$eval("#slider", (slider) => { slider.value = 0; slider.dispatchEvent(new Event("input")); });
    await key("Space");
    await wait(500);
    check((await tab.$eval("#play", (button) => button.getAttribute("aria-pressed"))) === "true" || last < 4, "space plays");
    await key("Space");
    await key("a");
    check((await text("#moment")) === "All times", "a shows all times");
  }

  // The table, by keyboard; details and sources.
  await key("t");
  await key("ArrowDown");
  await key("ArrowUp");
  await key("Enter");
  check(await tab.$eval("#details", (details) => !details.hidden && details.textContent.length > 0), "Enter on a row shows details");
  check((await tab.evaluate(() => document.activeElement.className)).includes("row"), "the focus stays in the table");
  await picture("chosen");
  await key("Escape");
  check(await tab.$eval("#details", (details) => details.hidden), "Escape closes the details");

  // Search narrows the table.
  await key("/");
  await tab.keyboard.type("zzzz no such thing");
  check((await rows()) === 0, "search narrows the table");
  await key("Escape");
  check((await rows()) === all, "Escape clears the search");
  await tab.$eval("#search", (search) => search.blur());

  // Help, names, dark, a telephone.
  await key("?");
  check(await tab.$eval("#help", (help) => help.open), "? opens the keys");
  await key("Escape");
  await tab.click("#tab-nodes");
  check((await rows()) > 0, "the names are listed");
  await key("d");
  check((await tab.evaluate(() => document.documentElement.dataset.theme)) === "dark", "d makes it dark");
  await picture("dark");
  await tab.setViewport({ width: 420, height: 860 });
  await picture("phone");
  check(await tab.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing is wider than a telephone");

  // Names from data are texts, and the policy holds.
  check((await tab.evaluate(() => window.hacked)) === undefined, "a name ran as a script");
  check((await tab.$$eval("img", (found) => found.length)) === 0, "a name became an element");
  check((await tab.$$eval("script", (found) => found.length)) === 3, "there are other scripts than the page's own");
  const refused = await tab.evaluate(() => new Promise((done) => {
    document.addEventListener("securitypolicyviolation", () => done(true), { once: true });
    setTimeout(() => done(false), 1000);
    const script = document.createElement("script");
    script.textContent = "window.hacked = true";
    document.body.append(script);
  }));
  check(refused && (await tab.evaluate(() => window.hacked)) === undefined, "the policy lets foreign scripts run");
  // Chromium tells of the refused script, as it should.
  const seen = wrong.filter((line) => !/^console error: (Refused to execute|Executing) inline script/.test(line));
  await chromium.close();
  for (const line of seen) console.error(`${page}: ${line}`);
  console.log(`${page}: ${all} rows, ${seen.length ? "wrong" : "well"}`);
  process.exit(seen.length ? 1 : 0);
})();
