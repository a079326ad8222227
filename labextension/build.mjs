// Bundles the views into ../pylq_ext/static, where the Python package finds them.
//
//   src/widget/index.ts(x)  ->  widget.js, widget.css   the anywidget module and its styles
//   src/page/index.tsx      ->  page.js, page.css       the page behind a room's link, and
//   src/page/icon.svg       ->  icon.svg                its icon
//   src/katex.ts            ->  katex.js                mathematics, loaded by a view that has some
//   src/markdown.ts         ->  markdown.js             students' Markdown, loaded in the same way
//
// Beside them LICENSES.txt carries the licences of what was bundled.
// `node build.mjs --watch` builds again at every change, unminified.

import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { copyFile, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";

import * as esbuild from "esbuild";

const here = import.meta.dirname;
const source = path.join(here, "src");
const output = path.join(here, "..", "pylq_ext", "static");
const watch = process.argv.includes("--watch");

/** The entry's path, whichever of the two extensions it has. */
function entry(stem) {
  const found = [".tsx", ".ts"]
    .map((suffix) => path.join(source, stem + suffix))
    .find((file) => existsSync(file));
  if (!found) throw new Error(`src/${stem}.ts(x) is missing`);
  return found;
}

/** Twelve hex digits that change with any source or with a dependency's version. */
async function buildId() {
  const hash = createHash("sha256");
  const names = await readdir(source, { recursive: true, withFileTypes: true });
  const files = names.filter((name) => name.isFile()).map((f) => path.join(f.parentPath, f.name));
  for (const file of [path.join(here, "package-lock.json"), ...files.sort()]) {
    hash.update(path.relative(here, file)).update("\0");
    hash.update(await readFile(file)).update("\0");
  }
  return hash.digest("hex").slice(0, 12);
}

/** The licence files of every package with at least one module in the bundles. */
async function licences(metafile) {
  const folders = new Set();
  for (const input of Object.keys(metafile.inputs)) {
    const found = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
    if (found) folders.add(found[1]);
  }
  const parts = [];
  for (const folder of [...folders].sort()) {
    const about = JSON.parse(await readFile(path.join(here, folder, "package.json"), "utf8"));
    const file = (await readdir(path.join(here, folder))).find((n) => /^licen[cs]e/i.test(n));
    if (!file) throw new Error(`${about.name} has no licence file to pass on`);
    const text = await readFile(path.join(here, folder, file), "utf8");
    parts.push(`${about.name} ${about.version}\n\n${text.trim()}\n`);
  }
  return parts.join(`\n${"-".repeat(79)}\n\n`);
}

const options = {
  absWorkingDir: here,
  entryPoints: {
    widget: entry("widget/index"),
    page: entry("page/index"),
    katex: entry("katex"),
    markdown: entry("markdown"),
  },
  outdir: output,
  bundle: true,
  format: "esm",
  target: ["es2022"],
  jsx: "automatic",
  minify: !watch,
  sourcemap: watch ? "inline" : false,
  legalComments: "eof",
  metafile: true,
  logLevel: "info",
  define: {
    "process.env.NODE_ENV": JSON.stringify("production"),
    __PYLQ_BUILD__: JSON.stringify(await buildId()),
  },
};

await rm(output, { recursive: true, force: true });
await mkdir(output, { recursive: true });
// Python reads widget.css whether or not the views import a style sheet: esbuild writes over it.
await writeFile(path.join(output, "widget.css"), "");
await copyFile(path.join(source, "page", "icon.svg"), path.join(output, "icon.svg"));

if (watch) {
  await (await esbuild.context(options)).watch();
} else {
  const { metafile } = await esbuild.build(options);
  await writeFile(path.join(output, "LICENSES.txt"), await licences(metafile));
}
