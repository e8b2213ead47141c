import { ConfigurationBotFrameworkAuthentication } from 'botbuilder-core';
import { LRUCache } from 'lru-cache';
import { inBounds } from './connector-http.js';

type Sdk = ConfigurationBotFrameworkAuthentication;
type Factory = NonNullable<Awaited<ReturnType<Sdk['authenticateRequest']>>['connectorFactory']>;
type Connector = Awaited<ReturnType<Factory['create']>>;
type UserTokens = Awaited<ReturnType<Sdk['createUserTokenClient']>>;

/** Addresses of connectors: Teams has one for a region, each Emulator its own. */
const ADDRESSES = 50;

/**
 * The SDK's authentication, with one client for each address that the bot sends to. The SDK itself makes new ones for every
 * turn, of the same parts each time: a twelfth of what a turn takes. They hold nothing of a turn, and their credentials renew
 * themselves.
 */
export class KeptClients extends ConfigurationBotFrameworkAuthentication {
  private readonly connectors = new Kept<Connector>();
  private readonly userTokens = new Kept<UserTokens>();

  override async authenticateRequest(...request: Parameters<Sdk['authenticateRequest']>) {
    const authenticated = await super.authenticateRequest(...request);
    const { connectorFactory, claimsIdentity } = authenticated;
    if (!connectorFactory) return authenticated;
    const app = appOf(claimsIdentity);
    const create: Factory['create'] = (serviceUrl, audience) =>
      this.connectors.get([app, serviceUrl, audience].join('\n'), async () =>
        inBounds(await connectorFactory.create(serviceUrl, audience)),
      );
    return { ...authenticated, connectorFactory: { create } };
  }

  override createUserTokenClient(identity: Parameters<Sdk['createUserTokenClient']>[0]): Promise<UserTokens> {
    return this.userTokens.get(appOf(identity), () => super.createUserTokenClient(identity));
  }
}

/** The app that a request was meant for, by its claims: this bot's, or none where requests are not authenticated. */
function appOf(identity: Parameters<Sdk['createUserTokenClient']>[0]): string {
  return identity.getClaimValue('aud') ?? '';
}

class Kept<Client> {
  private readonly clients = new LRUCache<string, Promise<Client>, () => Promise<Client>>({
    max: ADDRESSES,
    memoMethod: (_key, _stale, { context: create }) => create(),
  });

  get(key: string, create: () => Promise<Client>): Promise<Client> {
    const client = this.clients.memo(key, { context: create });
    // One that could not be made is made anew.
    client.catch(() => this.clients.delete(key));
    return client;
  }
}
