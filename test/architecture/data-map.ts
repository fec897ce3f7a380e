// Every column of the database stands in `docs/data-map.csv`, with its class, source, basis and retention.
import ts from 'typescript';
import type { Check, Finding, Project } from './project.ts';
import { codeFiles, everyNode, lineOf } from './project.ts';

const MAP = 'docs/data-map.csv';
const CLASSES = ['ordinary', 'special category', 'restricted'];

interface Column {
  file: string;
  line: number;
  /** As `table.column`. */
  name: string;
}

export const dataMap: Check = {
  title: `every column stands in ${MAP}`,
  find: (project) => {
    const rows = (project.byPath.get(MAP)?.text ?? '').trim().split('\n').slice(1).map(cells);
    const listed = new Set(rows.map(([table, column]) => `${table}.${column}`));
    const columns = [...storedColumns(project), ...derivedColumns(project)];
    const missing = columns.filter(({ name }) => !listed.has(name)).map(({ file, line, name }) => ({
      file, line, what: `${name} is not in the data map`, remedy: `add it to ${MAP}: meaning, class, source, basis, retention`,
    }));
    return [...missing, ...faultsIn(rows, new Set(columns.map(({ name }) => name)))];
  },
};

function faultsIn(rows: readonly string[][], known: ReadonlySet<string>): Finding[] {
  return rows.flatMap((row, index) => {
    const [table, column, , dataClass] = row;
    const what = !known.has(`${table}.${column}`) ? `${table}.${column} is no column`
      : row.length !== 7 || row.includes('') ? `${table}.${column} has an empty cell`
        : !CLASSES.includes(dataClass ?? '') ? `${table}.${column} is of no known class` : null;
    return what === null ? [] : [{ file: MAP, line: index + 2, what, remedy: `classes are ${CLASSES.join(', ')}; take out what has gone` }];
  });
}

/** The cells of one line of CSV without line breaks inside cells. */
function cells(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '');
}

/** Columns of stored tables: migrations put a comment on each, and what keeps them on its own. */
function storedColumns(project: Project): Column[] {
  return project.files.filter(({ path }) => path.startsWith('migrations/') || path === 'src/platform/migrate.ts').flatMap((file) =>
    file.text.split('\n').flatMap((text, index) => {
      const found = /COMMENT ON COLUMN (?:public\.)?(\w+\.\w+)/i.exec(text)?.[1];
      return found === undefined ? [] : [{ file: file.path, line: index + 1, name: found }];
    }));
}

/** Columns of derived tables: those of each `derivedTable({ name, columns })`, and what all have. */
function derivedColumns(project: Project): Column[] {
  return codeFiles(project).flatMap((file) => {
    const found: Column[] = [];
    everyNode(file.tree, (node) => {
      const [table] = ts.isCallExpression(node) && node.expression.getText() === 'derivedTable' ? node.arguments : [];
      if (table === undefined || !ts.isObjectLiteralExpression(table)) return;
      for (const column of ['child_id', 'fingerprint', ...namesIn(valueOf(table, 'columns'))]) {
        found.push({ file: file.path, line: lineOf(node), name: `${textOf(valueOf(table, 'name'))}.${column}` });
      }
    });
    return found;
  });
}

function valueOf(object: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  const property = object.properties.find((each) => each.name?.getText() === name);
  return property !== undefined && ts.isPropertyAssignment(property) ? property.initializer : undefined;
}

const textOf = (node: ts.Node | undefined): string => (node !== undefined && ts.isStringLiteralLike(node) ? node.text : '');

/** Names in an object literal, and in the constants of the same file that it spreads. */
function namesIn(node: ts.Node | undefined): string[] {
  if (node === undefined) return [];
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) return namesIn(node.expression);
  if (ts.isIdentifier(node)) return namesIn(constantNamed(node.text, node.getSourceFile()));
  if (!ts.isObjectLiteralExpression(node)) return [];
  return node.properties.flatMap((property) =>
    (ts.isSpreadAssignment(property) ? namesIn(property.expression) : [property.name?.getText() ?? '']));
}

function constantNamed(name: string, tree: ts.SourceFile): ts.Expression | undefined {
  const declared = tree.statements.filter(ts.isVariableStatement).flatMap((statement) => [...statement.declarationList.declarations]);
  return declared.find((declaration) => declaration.name.getText() === name)?.initializer;
}
