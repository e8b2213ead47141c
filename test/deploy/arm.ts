/**
 * As much of Azure's template language as deploy/azuredeploy.json uses: what a deployment with given parameters would send.
 * A function, parameter or variable that is not known is an error, as it is in Azure.
 */

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

export interface Template {
  $schema: string;
  contentVersion: string;
  parameters: Record<string, Parameter>;
  variables: Record<string, Json>;
  resources: Resource[];
  outputs: Record<string, { type: string; value: Json }>;
}

export interface Parameter {
  type: 'string' | 'securestring' | 'int' | 'bool';
  defaultValue?: Json;
  allowedValues?: Json[];
  minLength?: number;
  maxLength?: number;
  minValue?: number;
  maxValue?: number;
  metadata: { description: string };
}

export interface Resource {
  type: string;
  apiVersion: string;
  name: string;
  condition?: Json;
  comments?: string;
  dependsOn?: string[];
  [more: string]: Json | undefined;
}

type Node =
  | { kind: 'value'; value: string | number }
  | { kind: 'call'; name: string; args: Node[] }
  | { kind: 'member'; of: Node; name: string }
  | { kind: 'item'; of: Node; at: Node };

/** Strings that are expressions begin with one bracket; two are a bracket of the text. */
export const isExpression = (text: string): boolean => text.startsWith('[') && !text.startsWith('[[');

/** Reads "[concat('a', b())]". Throws where it is not well-formed. */
export function parse(text: string): Node {
  const tokens = text.slice(1, -1).match(/'(?:[^']|'')*'|[A-Za-z]\w*|-?\d+|[().,[\]]|\S/g) ?? [];
  let at = 0;
  const fail = (): never => {
    throw new Error(`not an expression at "${tokens.slice(at).join(' ')}": ${text}`);
  };
  const take = (token: string): void => {
    if (tokens[at++] !== token) fail();
  };
  const primary = (): Node => {
    const token = tokens[at++] ?? fail();
    if (token.startsWith("'") && token.length > 1)
      return { kind: 'value', value: token.slice(1, -1).replaceAll("''", "'") };
    if (/^-?\d+$/.test(token)) return { kind: 'value', value: Number(token) };
    if (!/^[A-Za-z]/.test(token)) fail();
    take('(');
    const args: Node[] = [];
    while (tokens[at] !== ')') {
      if (args.length > 0) take(',');
      args.push(whole());
    }
    take(')');
    return { kind: 'call', name: token, args };
  };
  const whole = (): Node => {
    let node = primary();
    for (;;)
      if (tokens[at] === '.') {
        at += 1;
        node = { kind: 'member', of: node, name: tokens[at++] ?? fail() };
      } else if (tokens[at] === '[') {
        at += 1;
        node = { kind: 'item', of: node, at: whole() };
        take(']');
      } else return node;
  };
  if (!text.endsWith(']')) fail();
  const node = whole();
  if (at < tokens.length) fail();
  return node;
}

/** Every call in a tree, outermost first. */
export function callsIn(node: Node): Array<{ name: string; args: Node[] }> {
  if (node.kind === 'value') return [];
  if (node.kind === 'member') return callsIn(node.of);
  if (node.kind === 'item') return [...callsIn(node.of), ...callsIn(node.at)];
  return [{ name: node.name, args: node.args }, ...node.args.flatMap(callsIn)];
}

/** Every expression that stands anywhere in a value. */
export function expressionsIn(value: Json | undefined): string[] {
  if (typeof value === 'string') return isExpression(value) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return (Array.isArray(value) ? value : Object.values(value)).flatMap((part) => expressionsIn(part));
}

/** What Azure itself answers in a deployment. */
export const AZURE = {
  tenantId: '11111111-1111-4111-8111-111111111111',
  clientId: '22222222-2222-4222-8222-222222222222',
  location: 'koreacentral',
  directLineSecret: 'a-secret-of-direct-line',
};

const GROUP = '/subscriptions/s/resourceGroups/g/providers';

/** The template with parameters filled in, as Azure would do it. Conditional resources that are not made are left out. */
export class Deployment {
  private readonly functions: Record<string, (...args: Json[]) => Json> = {
    concat: (...parts) => parts.map(String).join(''),
    contains: (container, part) => String(container).includes(String(part)),
    createArray: (...items) => items,
    createObject: (...pairs) => {
      if (pairs.length % 2 > 0) throw new Error('createObject needs a value for each name');
      return Object.fromEntries(
        pairs.flatMap((name, at) => (at % 2 > 0 ? [] : [[String(name), pairs[at + 1] ?? null]])),
      );
    },
    empty: (value) => value === '' || (typeof value === 'object' && Object.keys(value ?? {}).length === 0),
    equals: (one, other) => JSON.stringify(one) === JSON.stringify(other),
    not: (value) => value !== true,
    or: (...values) => values.includes(true),
    string: (value) => String(value),
    union: (...values) =>
      Array.isArray(values[0]) ? [...new Set(values.flat() as Json[])] : (Object.assign({}, ...values) as Json),
    parameters: (name) => this.parameter(String(name)),
    variables: (name) => {
      const value = this.template.variables[String(name)];
      if (value === undefined) throw new Error(`no variable "${name}"`);
      return this.value(value);
    },
    resourceGroup: () => ({ location: AZURE.location }),
    subscription: () => ({ tenantId: AZURE.tenantId }),
    resourceId: (type, ...names) => {
      const [namespace, ...types] = String(type).split('/');
      if (types.length !== names.length) throw new Error(`"${type}" needs ${types.length} names`);
      return `${GROUP}/${namespace}/${types.map((part, at) => `${part}/${names[at]}`).join('/')}`;
    },
    reference: (id) => {
      this.mustExist(String(id));
      if (!String(id).includes('/userAssignedIdentities/')) throw new Error(`nothing is known of "${id}"`);
      return { clientId: AZURE.clientId };
    },
    listChannelWithKeys: (id) => {
      this.mustExist(String(id));
      return { setting: { sites: [{ key: AZURE.directLineSecret }] } };
    },
  };

  constructor(
    private readonly template: Template,
    private readonly given: Record<string, Json>,
  ) {
    const unknown = Object.keys(given).filter((name) => !(name in template.parameters));
    if (unknown.length > 0) throw new Error(`no parameter ${unknown.join(', ')}`);
  }

  resources(): Resource[] {
    return this.template.resources
      .filter(({ condition }) => condition === undefined || this.value(condition) === true)
      .map(({ condition, ...resource }) => this.value(resource as Json) as unknown as Resource);
  }

  outputs(): Record<string, Json> {
    return Object.fromEntries(
      Object.entries(this.template.outputs).map(([name, { value }]) => [name, this.value(value)]),
    );
  }

  /** The id of an evaluated resource, as resourceId() gives it. */
  static idOf({ type, name }: Resource): string {
    const [namespace, ...types] = type.split('/');
    const names = name.split('/');
    return `${GROUP}/${namespace}/${types.map((part, at) => `${part}/${names[at]}`).join('/')}`;
  }

  private parameter(name: string): Json {
    const known = this.template.parameters[name];
    if (!known) throw new Error(`no parameter "${name}"`);
    const value = this.given[name] ?? (known.defaultValue === undefined ? undefined : this.value(known.defaultValue));
    if (value === undefined) throw new Error(`parameter "${name}" is needed`);
    if (known.allowedValues && !known.allowedValues.includes(value))
      throw new Error(`"${value}" is no value of parameter "${name}"`);
    return value;
  }

  /** Azure fails where something is asked of a resource that this deployment does not make. */
  private mustExist(id: string): void {
    const made = this.template.resources.some(
      (resource) =>
        Deployment.idOf({ ...resource, name: String(this.value(resource.name)) }) === id &&
        (resource.condition === undefined || this.value(resource.condition) === true),
    );
    if (!made) throw new Error(`"${id}" is not made by this deployment`);
  }

  private value(value: Json): Json {
    if (typeof value === 'string') return isExpression(value) ? this.run(parse(value)) : value.replace(/^\[\[/, '[');
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map((item) => this.value(item));
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, this.value(part)]));
  }

  private run(node: Node): Json {
    if (node.kind === 'value') return node.value;
    if (node.kind === 'member' || node.kind === 'item') {
      const of = this.run(node.of) as Record<string, Json> | null;
      const name = node.kind === 'member' ? node.name : String(this.run(node.at));
      const found = of?.[name];
      if (found === undefined) throw new Error(`no "${name}" in ${JSON.stringify(of)}`);
      return found;
    }
    // Only the branch that is taken is run.
    if (node.name === 'if') {
      const [condition, yes, no] = node.args;
      if (!condition || !yes || !no || node.args.length !== 3) throw new Error('if() needs three arguments');
      return this.run(this.run(condition) === true ? yes : no);
    }
    const called = this.functions[node.name];
    if (!called) throw new Error(`no function "${node.name}"`);
    return called(...node.args.map((arg) => this.run(arg)));
  }
}
