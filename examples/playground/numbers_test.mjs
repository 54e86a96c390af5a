// Compares what the page's WebAssembly gives at 1,000 numbers for every activation, f and f', with the native program, bit
// for bit. Arguments: the page's ramp.js, the native program.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";

const [script, native] = process.argv.slice(2);
const compiled = [];
const ramp = await createRequire(import.meta.url)(script)({ print: (line) => compiled.push(line) });
ramp.callMain([]);
const wanted = execFileSync(native, { maxBuffer: 1 << 26 }).toString().trim().split("\n");

const differences = wanted.flatMap((line, k) => (line === compiled[k] ? [] : `${line}, not ${compiled[k]}`));
assert.equal(compiled.length, wanted.length);
assert.deepEqual(differences.slice(0, 10), [], `${differences.length} of ${wanted.length} lines differ`);
const names = new Set(wanted.map((line) => line.split(" ")[0]));
assert.equal(wanted.length, 1000 * names.size);
console.log(`${names.size} activations, ${wanted.length} lines of f and f', the same bits`);
