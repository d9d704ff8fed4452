// Runs queries in Google's ZetaSQL. Reads one JSON object from standard input,
//   {"tables": {TABLE: {"columns": [{name, type, mode, fields}]}},
//    "sets": {SET: {TABLE: [[value, …], …]}},
//    "queries": [{"name", "sql", "table": SET, "parameters": {NAME: {"type", "value"}}} or {"name", "sql", "statement": true}]}
// and writes {NAME: {"columns": [[name, type], …], "rows": [[value, …], …]} or {"error": "…"}}. Times are microseconds since
// 1970, as text; in a result {"micros": "…"}. A statement is analysed, not executed.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const { ZetaSQLClient, LanguageOptions } = require('@fivetrandevelopers/zetasql');

// Queries that are under way at the same time.
const PARALLEL = 4;

const KINDS = {
  STRING: 'TYPE_STRING',
  INTEGER: 'TYPE_INT64',
  INT64: 'TYPE_INT64',
  FLOAT: 'TYPE_DOUBLE',
  FLOAT64: 'TYPE_DOUBLE',
  BOOLEAN: 'TYPE_BOOL',
  TIMESTAMP: 'TYPE_TIMESTAMP',
  NUMERIC: 'TYPE_NUMERIC',
};

const typeOf = (column) => {
  if (column.mode === 'REPEATED') {
    return { typeKind: 'TYPE_ARRAY', arrayType: { elementType: typeOf({ ...column, mode: undefined }) } };
  }
  if (column.type === 'RECORD') {
    const field = column.fields.map((member) => ({ fieldName: member.name, fieldType: typeOf(member) }));
    return { typeKind: 'TYPE_STRUCT', structType: { field } };
  }
  return { typeKind: KINDS[column.type] };
};

const timestamp = (micros) => {
  const value = BigInt(micros);
  const seconds = value >= 0n ? value / 1_000_000n : -((-value + 999_999n) / 1_000_000n);
  return { seconds: seconds.toString(), nanos: Number(value - seconds * 1_000_000n) * 1000 };
};

// ZetaSQL writes a NUMERIC as its value times 10^9, two's complement, little-endian, as short as it can be.
const numeric = (text) => {
  const [whole, fraction = ''] = String(text).replace('-', '').split('.');
  let scaled = BigInt(whole + fraction.padEnd(9, '0'));
  if (String(text).startsWith('-')) scaled = -scaled;
  const bytes = [];
  for (let rest = scaled; ; rest >>= 8n) {
    bytes.push(Number(rest & 0xffn));
    const next = rest >> 8n;
    const negative = (rest & 0x80n) !== 0n;
    if ((next === 0n && !negative) || (next === -1n && negative)) return Buffer.from(bytes);
  }
};

const encode = (column, value) => {
  if (column.mode === 'REPEATED') {
    return { arrayValue: { element: (value ?? []).map((item) => encode({ ...column, mode: undefined }, item)) } };
  }
  if (value === null || value === undefined) return {};
  switch (column.type) {
    case 'RECORD':
      return { structValue: { field: column.fields.map((member) => encode(member, value[member.name])) } };
    case 'STRING':
      return { stringValue: value };
    case 'INTEGER':
    case 'INT64':
      return { int64Value: String(value) };
    case 'FLOAT':
    case 'FLOAT64':
      return { doubleValue: Number(value) };
    case 'BOOLEAN':
      return { boolValue: value };
    case 'TIMESTAMP':
      return { timestampValue: timestamp(value) };
    case 'NUMERIC':
      return { numericValue: numeric(value) };
    default:
      throw new Error(`No such type: ${column.type}`);
  }
};

const decode = (value) => {
  switch (value.value) {
    case undefined:
      return null;
    case 'stringValue':
      return value.stringValue;
    case 'int64Value':
      return Number(value.int64Value.toString());
    case 'doubleValue':
      return value.doubleValue;
    case 'boolValue':
      return value.boolValue;
    case 'timestampValue': {
      const { seconds, nanos } = value.timestampValue;
      return { micros: (BigInt(seconds.toString()) * 1_000_000n + BigInt(nanos / 1000)).toString() };
    }
    case 'numericValue': {
      const bytes = Buffer.from(value.numericValue);
      const scaled = bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
      return Number(BigInt.asIntN(bytes.length * 8, scaled)) / 1e9;
    }
    default:
      throw new Error(`A result has a value of kind ${value.value}`);
  }
};

const freePort = () =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

const call = (method, request) =>
  new Promise((resolve, reject) =>
    ZetaSQLClient.API[method](request, (error, answer) => (error ? reject(error) : resolve(answer))),
  );

const input = JSON.parse(await new Promise((resolve) => {
  const parts = [];
  process.stdin.on('data', (part) => parts.push(part)).on('end', () => resolve(Buffer.concat(parts).toString('utf8')));
}));

const port = await freePort();
const home = join(dirname(require.resolve('@fivetrandevelopers/zetasql')), 'zetasql');
const binary = `remote_server${process.arch.startsWith('arm') ? '_arm' : ''}${process.platform === 'darwin' ? '' : '.so'}`;
const server = spawn(join(home, binary), ['localhost', String(port)], { stdio: 'ignore' });
try {
  ZetaSQLClient.init(port);
  if (!(await ZetaSQLClient.getInstance().testConnection())) throw new Error('The ZetaSQL server did not start.');
  const language = (await (await new LanguageOptions().enableMaximumLanguageFeatures())).serialize();
  language.productMode = 'PRODUCT_EXTERNAL';
  const results = {};
  const answer = async (query) => {
    const tables = Object.entries(input.tables).map(([name, table]) => ({ name, table }));
    const set = query.table ? input.sets[query.table] : {};
    const parameters = Object.entries(query.parameters ?? {});
    const options = {
      languageOptions: language,
      defaultTimezone: 'UTC',
      queryParameters: parameters.map(([name, given]) => ({ name, type: typeOf(given) })),
    };
    const catalog = {
      name: 'catalog',
      builtinFunctionOptions: { languageOptions: language },
      table: tables.map(({ name, table }) => ({
        name,
        column: table.columns.map((column) => ({ name: column.name, type: typeOf(column) })),
      })),
    };
    try {
      if (query.statement) {
        await call('analyze', { sqlStatement: query.sql, options: { ...options, languageOptions: { ...language, supportedStatementKinds: ['RESOLVED_CREATE_VIEW_STMT'] } }, simpleCatalog: catalog });
        results[query.name] = {};
        return;
      }
      const evaluated = await call('evaluateQuery', {
        sql: query.sql,
        options,
        simpleCatalog: catalog,
        tableContent: Object.fromEntries(
          tables.map(({ name, table }) => [
            name,
            {
              tableData: {
                row: (set[name] ?? []).map((row) => ({
                  cell: table.columns.map((column, i) => encode(column, row[i])),
                })),
              },
            },
          ]),
        ),
        params: parameters.map(([name, given]) => ({ name, value: encode(given, given.value) })),
      });
      results[query.name] = {
        columns: evaluated.prepared.columns.map((column) => [column.name, column.type.typeKind]),
        rows: evaluated.content.tableData.row.map((row) => row.cell.map(decode)),
      };
    } catch (error) {
      results[query.name] = { error: error.details ?? String(error) };
    }

  };
  const waiting = [...input.queries];
  const work = async () => {
    while (waiting.length > 0) await answer(waiting.shift());
  };
  await Promise.all(Array.from({ length: PARALLEL }, work));
  process.stdout.write(JSON.stringify(results));
} finally {
  server.kill('SIGKILL');
  ZetaSQLClient.API.close();
}
