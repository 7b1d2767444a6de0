import { BlockList, isIP } from 'node:net';

/**
 * What the IANA registries of special-purpose addresses (RFC 6890 and its successors) do not call globally
 * reachable: an address in there is the machine itself, its network, or its cloud's metadata service.
 */
const V4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];

/** Only 2000::/3 is given out to the world; in it, these carry another address inside or lead nowhere. */
const V6_PUBLIC: readonly [string, number] = ['2000::', 3];
const V6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const listOf = (ranges: readonly (readonly [string, number])[], family: 'ipv4' | 'ipv6'): BlockList => {
  const list = new BlockList();
  for (const [network, bits] of ranges) list.addSubnet(network, bits, family);
  return list;
};

const refusedV4 = listOf(V4, 'ipv4');
const refusedV6 = listOf(V6, 'ipv6');
const publicV6 = listOf([V6_PUBLIC], 'ipv6');

/** Whether an address (not a name) is one that everybody on the internet reaches. */
export const isPublicAddress = (address: string): boolean => {
  switch (isIP(address)) {
    case 4:
      return !refusedV4.check(address, 'ipv4');
    case 6:
      return publicV6.check(address, 'ipv6') && !refusedV6.check(address, 'ipv6');
    default:
      return false;
  }
};
