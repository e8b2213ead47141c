import path from 'node:path';
import * as v from 'valibot';
import { RETENTION_DAYS } from '../../dialogs/guide.js';
import { GuideError } from '../knowledge/errors.js';

export type AppType = 'None' | 'SingleTenant' | 'UserAssignedMSI';

/** Everything that the environment decides. */
export interface Settings {
  port: number;
  host: string;
  corpusDir: string;
  dataDir: string;
  app: { type: AppType; id: string; password: string; tenantId: string };
  /** Where the channels' signing keys are told, in clouds that are not the public one. */
  openIdMetadata: string | undefined;
  /** Hosts of connectors that are answered without authentication, beside this machine. */
  allowedServiceHosts: string[];
  /** Whether others than this machine may say something at /api/messages without authentication. */
  allowUnauthenticated: boolean;
  webChat: {
    /** Secret of Azure's Direct Line; empty: the chat page talks to the Direct Line of this process. */
    secret: string;
    /** Base address of Azure's Direct Line. */
    endpoint: string;
    /** Sources of Content-Security-Policy: frame-ancestors, whose pages may embed the chat. */
    frameAncestors: string[];
    /** Proxies before this server whose X-Forwarded-For and X-Forwarded-Proto are believed. */
    proxyHops: number;
  };
  /** Where people reach the bot from outside, without a slash at the end. */
  publicUrl: string | undefined;
  /** Conversations and journal older than this are deleted. */
  retentionDays: number;
  /** Megabytes that conversations may take on the disk; at that nothing more is taken until old ones go. */
  maxDataMb: number;
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
}

/** What the app package for Teams needs. */
export interface TeamsSettings {
  appId: string;
  publicUrl: string;
}

const text = v.optional(v.pipe(v.string(), v.trim()), '');
const oneOf = <const Values extends readonly string[]>(
  values: Values,
  fallback: NoInfer<Values[number]>,
  cure: string,
) => v.optional(v.picklist(values, cure), fallback);
const folder = (fallback: string) =>
  v.optional(v.pipe(v.string(), v.trim(), v.minLength(1, 'must name a folder')), fallback);

const wholeNumber = (least: number, most: number, fallback: number) =>
  v.optional(
    v.pipe(
      v.string(),
      v.trim(),
      v.regex(/^\d+$/, 'must be a whole number'),
      v.transform(Number),
      v.minValue(least, `must be ${least} to ${most}`),
      v.maxValue(most, `must be ${least} to ${most}`),
    ),
    String(fallback),
  );

/** `https://host`, with a port, a wildcard for subdomains, `*` or `none`: what frame-ancestors takes and nothing that ends it. */
const FRAME_ANCESTOR = /^(?:\*|none|https?:\/\/(?:\*\.)?[\w.-]+(?::(?:\d{1,5}|\*))?)$/i;

const list = (text: string): string[] => text.split(/[\s,]+/).filter(Boolean);

const origins = (text: string): string[] => list(text).map((one) => one.replace(/\/$/, '').replace(/^'none'$/, 'none'));
/** Only an address: pages and endpoint have their own paths under it. */
const publicUrl = v.pipe(
  v.string(),
  v.trim(),
  v.check(
    (value) => URL.canParse(value) && /^https:/i.test(value) && new URL(value).href === `${new URL(value).origin}/`,
    'must be the https address under which people reach the bot, without path, query or login, for example https://backup-guide.example.com',
  ),
  v.transform((value) => new URL(value).origin),
);

const schema = v.object({
  PORT: wholeNumber(1, 65535, 3978),
  HOST: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1, 'must name an address to listen on')), '127.0.0.1'),
  CORPUS_DIR: folder('./corpus'),
  DATA_DIR: folder('./data'),
  MicrosoftAppType: oneOf(
    ['', 'SingleTenant', 'UserAssignedMSI'],
    '',
    'must be SingleTenant or UserAssignedMSI (new multi-tenant bots are no longer supported), or empty for no authentication',
  ),
  RETENTION_DAYS: wholeNumber(1, 3650, RETENTION_DAYS),
  MAX_DATA_MB: wholeNumber(16, 1_000_000, 4096),
  MicrosoftAppId: text,
  MicrosoftAppPassword: text,
  MicrosoftAppTenantId: text,
  BotOpenIdMetadata: v.optional(
    v.pipe(v.string(), v.trim(), v.regex(/^https?:\/\/\S+$/i, 'must be the address of OpenID metadata')),
  ),
  ALLOWED_SERVICE_HOSTS: text,
  ALLOW_UNAUTHENTICATED: oneOf(['true', 'false'], 'false', 'must be true or false'),
  DIRECT_LINE_SECRET: text,
  DIRECT_LINE_ENDPOINT: v.optional(
    v.pipe(
      v.string(),
      v.trim(),
      v.regex(
        /^https?:\/\/[\w.-]+(?::\d{1,5})?\/[\w./-]*[^/]$/i,
        'must be an address such as https://directline.botframework.com/v3/directline',
      ),
    ),
    'https://directline.botframework.com/v3/directline',
  ),
  FRAME_ANCESTORS: v.optional(
    v.pipe(
      v.string(),
      v.check(
        (value) => origins(value).every((one) => FRAME_ANCESTOR.test(one)),
        'must be origins such as https://intranet.example.com, separated by commas, or none',
      ),
    ),
    '',
  ),
  PROXY_HOPS: wholeNumber(0, 10, 0),
  PUBLIC_URL: v.optional(publicUrl),
  LOG_LEVEL: oneOf(
    ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
    'info',
    'must be fatal, error, warn, info, debug, trace or silent',
  ),
});

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Reads settings from environment variables. Throws SETTING_INVALID with one line for each bad value.
 * An empty variable counts as not set, so that lines of .env.example may stay as they are.
 */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const values = read(schema, env, authProblems);
  return {
    port: values.PORT,
    host: values.HOST,
    corpusDir: path.resolve(values.CORPUS_DIR),
    dataDir: path.resolve(values.DATA_DIR),
    app: {
      type: values.MicrosoftAppType === '' ? 'None' : values.MicrosoftAppType,
      id: values.MicrosoftAppId,
      password: values.MicrosoftAppPassword,
      tenantId: values.MicrosoftAppTenantId,
    },
    openIdMetadata: values.BotOpenIdMetadata,
    allowedServiceHosts: list(values.ALLOWED_SERVICE_HOSTS).map((host) => host.toLowerCase()),
    allowUnauthenticated: values.ALLOW_UNAUTHENTICATED === 'true',
    webChat: {
      secret: values.DIRECT_LINE_SECRET,
      endpoint: values.DIRECT_LINE_ENDPOINT,
      frameAncestors: origins(values.FRAME_ANCESTORS),
      proxyHops: values.PROXY_HOPS,
    },
    publicUrl: values.PUBLIC_URL,
    retentionDays: values.RETENTION_DAYS,
    maxDataMb: values.MAX_DATA_MB,
    logLevel: values.LOG_LEVEL,
  };
}

const teamsSchema = v.object({
  MicrosoftAppId: v.optional(v.pipe(v.string(), v.trim(), v.regex(GUID, "must be the GUID of the bot's app")), ''),
  PUBLIC_URL: v.optional(publicUrl, ''),
});

/** Of the same variables, those that the app package for Teams is made of; a secret or a tenant is none of them. */
export function readTeamsSettings(env: NodeJS.ProcessEnv): TeamsSettings {
  const { MicrosoftAppId, PUBLIC_URL } = read(teamsSchema, env);
  return { appId: MicrosoftAppId, publicUrl: PUBLIC_URL };
}

/** The variables that a schema names. `more` finds what is wrong between them, where each alone is right. */
function read<const Schema extends v.ObjectSchema<v.ObjectEntries, undefined>>(
  schema: Schema,
  env: NodeJS.ProcessEnv,
  more: (values: v.InferOutput<Schema>) => string[] = () => [],
): v.InferOutput<Schema> {
  const given = Object.fromEntries(
    Object.keys(schema.entries).flatMap((name) =>
      env[name] === undefined || env[name]?.trim() === '' ? [] : [[name, env[name]]],
    ),
  );
  const parsed = v.safeParse(schema, given);
  const problems = parsed.success
    ? more(parsed.output)
    : parsed.issues.map((issue) => {
        const name = v.getDotPath(issue) ?? '';
        return `${name}="${given[name] ?? ''}" ${issue.message}.`;
      });
  if (problems.length > 0 || !parsed.success)
    throw new GuideError(
      'SETTING_INVALID',
      `Settings are not right:\n${problems.map((problem) => `  - ${problem}`).join('\n')}\nSee .env.example.`,
    );
  return parsed.output;
}

function authProblems(values: v.InferOutput<typeof schema>): string[] {
  const {
    MicrosoftAppType: type,
    MicrosoftAppId: id,
    MicrosoftAppPassword: password,
    MicrosoftAppTenantId: tenant,
  } = values;
  const problems: string[] = [];
  const need = (missing: boolean, problem: string): void => {
    if (missing) problems.push(problem);
  };
  if (type === '') {
    need(
      id !== '' || password !== '' || tenant !== '',
      'MicrosoftAppId, MicrosoftAppPassword or MicrosoftAppTenantId is set, but MicrosoftAppType is not; set it to SingleTenant or UserAssignedMSI.',
    );
    return problems;
  }
  need(!GUID.test(id), `MicrosoftAppId="${id}" must be the app's GUID.`);
  need(!GUID.test(tenant), `MicrosoftAppTenantId="${tenant}" must be the tenant's GUID.`);
  need(
    type === 'SingleTenant' && password === '',
    'MicrosoftAppPassword is missing; SingleTenant needs the client secret.',
  );
  need(type === 'UserAssignedMSI' && password !== '', 'MicrosoftAppPassword is set; UserAssignedMSI must have none.');
  return problems;
}
