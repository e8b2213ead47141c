import path from 'node:path';
import { z } from 'zod';
import { GuideError } from '../knowledge/errors.js';

export type AppType = 'None' | 'SingleTenant' | 'UserAssignedMSI';

/** Everything that the environment decides. */
export interface Settings {
  port: number;
  host: string;
  corpusDir: string;
  dataDir: string;
  app: { type: AppType; id: string; password: string; tenantId: string };
  /** Hosts of connectors that are answered without authentication, beside this machine. */
  allowedServiceHosts: string[];
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
}

const text = z.string().trim().default('');

const schema = z.object({
  PORT: z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(1, 'must be 1 to 65535')
    .max(65535, 'must be 1 to 65535')
    .default(3978),
  HOST: z.string().trim().min(1, 'must name an address to listen on').default('127.0.0.1'),
  CORPUS_DIR: z.string().trim().min(1, 'must name a folder').default('./corpus'),
  DATA_DIR: z.string().trim().min(1, 'must name a folder').default('./data'),
  MicrosoftAppType: z
    .enum(
      ['', 'SingleTenant', 'UserAssignedMSI'],
      'must be SingleTenant or UserAssignedMSI (new multi-tenant bots are no longer supported), or empty for no authentication',
    )
    .default(''),
  MicrosoftAppId: text,
  MicrosoftAppPassword: text,
  MicrosoftAppTenantId: text,
  ALLOWED_SERVICE_HOSTS: text,
  LOG_LEVEL: z
    .enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
      'must be fatal, error, warn, info, debug, trace or silent',
    )
    .default('info'),
});

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Reads settings from environment variables. Throws SETTING_INVALID with one line for each bad value.
 * An empty variable counts as not set, so that lines of .env.example may stay as they are.
 */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const given = Object.fromEntries(
    Object.keys(schema.shape).flatMap((name) =>
      env[name] === undefined || env[name]?.trim() === '' ? [] : [[name, env[name]]],
    ),
  );
  const parsed = schema.safeParse(given);
  const problems = parsed.success
    ? []
    : parsed.error.issues.map(
        (issue) => `${String(issue.path[0])}="${given[String(issue.path[0])] ?? ''}" ${issue.message}.`,
      );
  const values = parsed.success ? parsed.data : undefined;
  if (values) problems.push(...authProblems(values));
  if (problems.length > 0 || !values)
    throw new GuideError(
      'SETTING_INVALID',
      `Settings are not right:\n${problems.map((problem) => `  - ${problem}`).join('\n')}\nSee .env.example.`,
    );
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
    allowedServiceHosts: values.ALLOWED_SERVICE_HOSTS.split(/[\s,]+/)
      .filter(Boolean)
      .map((host) => host.toLowerCase()),
    logLevel: values.LOG_LEVEL,
  };
}

function authProblems(values: z.infer<typeof schema>): string[] {
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
