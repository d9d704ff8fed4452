// Checks payloads against the JSON Schemas that Metabase's own client carries. Reads [{"command": "card create", "body": {…}}]
// from standard input and writes one line for every fault.
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const client = 'node_modules/@metabase/cli/dist/cli.mjs';
const Ajv = createRequire(require.resolve('@metabase/cli/package.json'))('ajv/dist/2020.js').default;

const ajv = new Ajv({ strict: false, allErrors: true });
const validators = new Map();
const validatorOf = (command) => {
  if (!validators.has(command)) {
    const help = execFileSync('node', [client, ...command.split(' '), '--help', '--json'], { encoding: 'utf8' });
    validators.set(command, ajv.compile(JSON.parse(help).inputSchema));
  }
  return validators.get(command);
};

const parts = [];
for await (const part of process.stdin) parts.push(part);
for (const { command, body } of JSON.parse(Buffer.concat(parts).toString('utf8'))) {
  const validate = validatorOf(command);
  if (!validate(body)) {
    for (const error of validate.errors) console.log(`${command} ${body.name ?? ''}: ${error.instancePath} ${error.message}`);
  }
}
