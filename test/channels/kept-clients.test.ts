import { expect, test } from '@jest/globals';
import type { Activity } from 'botbuilder-core';
import { KeptClients } from '../../src/channels/kept-clients.js';

const activity = { type: 'message', channelId: 'emulator', serviceUrl: 'http://127.0.0.1:1' } as Activity;

test('turns share the client of an address, and each address has its own', async () => {
  const authentication = new KeptClients({});
  const clientFor = async (address: string): Promise<unknown> =>
    (await authentication.authenticateRequest(activity, '')).connectorFactory?.create(address, 'audience');
  const first = await clientFor('http://127.0.0.1:1');
  expect(first).toBeDefined();
  expect(await clientFor('http://127.0.0.1:1')).toBe(first);
  expect(await clientFor('http://127.0.0.1:2')).not.toBe(first);
});

test('no more clients are kept than there are likely to be addresses', async () => {
  const authentication = new KeptClients({});
  const { connectorFactory } = await authentication.authenticateRequest(activity, '');
  const first = await connectorFactory?.create('http://127.0.0.1:1', 'audience');
  for (let port = 2; port <= 60; port += 1) await connectorFactory?.create(`http://127.0.0.1:${port}`, 'audience');
  expect(await connectorFactory?.create('http://127.0.0.1:1', 'audience')).not.toBe(first);
});

test('turns share the client for sign-ins, which the SDK wants for each', async () => {
  const authentication = new KeptClients({});
  const { claimsIdentity } = await authentication.authenticateRequest(activity, '');
  const client = await authentication.createUserTokenClient(claimsIdentity);
  expect(await authentication.createUserTokenClient(claimsIdentity)).toBe(client);
});
