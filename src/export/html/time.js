// Days as people say them. A day is a number: days since 1970-01-01; bounds are [first start, last start, first end, last end],
// null where open.
"use strict";
const Time = (() => {
  const DAY = 86400000;
  const date = (day) => new Date(day * DAY);
  const day = (year, month, ofMonth) => { const at = new Date(0); at.setUTCFullYear(year, month, ofMonth); return Math.round(at.getTime() / DAY); };
  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

  function iso(days) {
    const at = date(days);
    if (Number.isNaN(at.getTime())) return days < 0 ? "long ago" : "far off";
    const year = at.getUTCFullYear(), text = String(Math.abs(year)).padStart(4, "0");
    return `${year < 0 ? "-" : ""}${text}-${String(at.getUTCMonth() + 1).padStart(2, "0")}-${String(at.getUTCDate()).padStart(2, "0")}`;
  }

  // The moments that a slider over these items stops at: days, months, or for ages the first months of some years.
  function moments(items) {
    const days = [];
    for (const item of items) if (item.bounds) for (const found of item.bounds) if (found !== null) days.push(found);
    if (!days.length) return [];
    days.sort((a, b) => a - b);
    // A few claims far from the others do not stretch the slider.
    const first = days[Math.floor(days.length * 0.02)], last = days[Math.ceil(days.length * 0.98) - 1];
    const steps = [];
    if (last - first < 900) { for (let at = first; at <= last; at += 1) steps.push(at); return steps; }
    const from = date(first).getUTCFullYear(), to = date(last).getUTCFullYear();
    const months = to - from > 400 ? 12 * Math.ceil((to - from) / 400) : 1;
    for (let month = from * 12; month <= to * 12 + 11; month += months) {
      const at = day(Math.floor(month / 12), ((month % 12) + 12) % 12, 1);
      if (at >= first - 31 && at <= last) steps.push(at);
    }
    return steps.length ? steps : [first];
  }

  const daily = (steps) => steps.length > 1 && steps[1] - steps[0] === 1;
  function spoken(at, byDay) {
    const found = date(at), month = `${MONTHS[found.getUTCMonth()]} ${found.getUTCFullYear()}`;
    return byDay ? `${found.getUTCDate()} ${month}` : month;
  }

  function boundsInWords(item) {
    if (!item.bounds) return null;
    const [a, b, c, d] = item.bounds;
    const range = (x, y, open) => (x === null && y === null ? open : x === y ? iso(x) : x === null ? `by ${iso(y)}` : y === null ? `not before ${iso(x)}` : `between ${iso(x)} and ${iso(y)}`);
    return `began ${range(a, b, "before all records")}; ended ${range(c, d, "not yet")}${item.doubtful ? "; in doubt altogether" : ""}`;
  }

  return { iso, moments, daily, spoken, boundsInWords };
})();
