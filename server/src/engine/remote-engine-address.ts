/**
 * Whether a remote engine stands in the bank's own network. What a prompt says of a client leaves the machine with it,
 * so a name or number of an address that is not private is refused, at start and again before each text: a name may be
 * pointed elsewhere meanwhile.
 */
import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { EngineError } from './engine.ts';

/** Addresses of a host name. @throws when it does not resolve. */
export type ResolveHost = (hostname: string) => Promise<readonly string[]>;

const resolveBySystem: ResolveHost = async (hostname) =>
  (await lookup(hostname, { all: true })).map(({ address }) => address);

const privateAddresses = new BlockList();
// RFC 1918, RFC 4193 and loopback. Link-local addresses are left out: clouds serve their metadata there.
privateAddresses.addSubnet('10.0.0.0', 8, 'ipv4');
privateAddresses.addSubnet('172.16.0.0', 12, 'ipv4');
privateAddresses.addSubnet('192.168.0.0', 16, 'ipv4');
privateAddresses.addSubnet('127.0.0.0', 8, 'ipv4');
privateAddresses.addSubnet('fc00::', 7, 'ipv6');
privateAddresses.addAddress('::1', 'ipv6');

export type AddressKind = 'private' | 'public' | 'unresolved';

/**
 * @param url of the engine; its host is a name or an address.
 * @returns `public` when any address of the host is: nobody says which of them is taken.
 */
export async function judgeAddress(url: URL, resolveHost: ResolveHost = resolveBySystem): Promise<AddressKind> {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const addresses = isIP(host) ? [host] : await resolveHost(host).catch(() => []);
  if (addresses.length === 0) return 'unresolved';
  return addresses.every(isPrivate) ? 'private' : 'public';
}

/** @throws EngineError unless the engine's host is private. */
export async function assertPrivateAddress(url: URL, resolveHost: ResolveHost = resolveBySystem): Promise<void> {
  const kind = await judgeAddress(url, resolveHost);
  if (kind === 'public') throw new EngineError('the address of the remote engine is not private');
  if (kind === 'unresolved') throw new EngineError('the name of the remote engine does not resolve');
}

function isPrivate(address: string): boolean {
  return privateAddresses.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}
