// Bundle the editor into one module, with the licences of what it is made of at its end.
import {build} from "esbuild";
import {readdirSync, readFileSync, renameSync, writeFileSync} from "node:fs";

const OUT = new URL("../kg/server/static/editor.js", import.meta.url);
const result = await build({
  absWorkingDir: import.meta.dirname, entryPoints: ["editor.js"], bundle: true, minify: true, format: "esm", target: "es2022", charset: "utf8",
  legalComments: "none", write: false, metafile: true
});
const packages = new Set(Object.keys(result.metafile.inputs).map(path => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]).filter(Boolean));
const notices = [...packages].sort().map(name => {
  const folder = new URL(`node_modules/${name}/`, import.meta.url), {version, license} = JSON.parse(readFileSync(new URL("package.json", folder), "utf8"));
  const file = readdirSync(folder).find(entry => /^licen[cs]e/i.test(entry));
  if (!file) throw new Error(`${name} comes without the text of its licence`);
  return `${name} ${version} (${license})\n\n${readFileSync(new URL(file, folder), "utf8").trim()}\n`;
});
const text = `${result.outputFiles[0].text}\n/*\n${notices.join("\n").replaceAll("*/", "* /")}*/\n`;
// never a half-written file
writeFileSync(new URL(`${OUT}.part`), text);
renameSync(new URL(`${OUT}.part`), OUT);
console.log(`editor.js: ${Math.round(text.length / 1024)} KiB, ${packages.size} packages`);
