package io.serai.processors.directory.notices;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Where names of the internet may lead: to addresses of the internet, and not into the operator's own network, to a cloud's metadata
 * service, or back to this machine (IANA's registries of special-purpose addresses, <a
 * href="https://www.iana.org/assignments/iana-ipv4-special-registry">IPv4</a> and <a
 * href="https://www.iana.org/assignments/iana-ipv6-special-registry">IPv6</a>).
 */
final class PublicAddresses {

    private static final List<AddressRange> SPECIAL_4 = AddressRange.of(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4");

    /** All else is special, or leads to an IPv4 address in disguise. */
    private static final List<AddressRange> GLOBAL_6 = AddressRange.of("2000::/3");

    /** Within that: Teredo and other protocols, documentation, 6to4. */
    private static final List<AddressRange> SPECIAL_6 =
            AddressRange.of("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    private final Resolver resolver;

    /** What a name means. */
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    PublicAddresses(Resolver resolver) {
        this.resolver = resolver;
    }

    /**
     * The address to connect to; whoever asks connects to it and does not ask for the name again, as the answer may be another one then.
     *
     * @throws DeliveryException where the name leads nowhere, or any of its addresses is not of the internet
     */
    InetAddress of(String host) throws DeliveryException {
        InetAddress[] addresses = any(host);
        for (InetAddress address : addresses) {
            if (!isPublic(address)) {
                throw new DeliveryException("the host's name leads to an address that is not of the internet");
            }
        }
        return addresses[0];
    }

    /**
     * All addresses of a name, wherever they lead.
     *
     * @throws DeliveryException where there are none
     */
    InetAddress[] any(String host) throws DeliveryException {
        try {
            InetAddress[] addresses = resolver.resolve(host);
            if (addresses.length > 0) {
                return addresses;
            }
        } catch (UnknownHostException e) {
            throw new DeliveryException("the host's name is not known");
        }
        throw new DeliveryException("the host's name is not known");
    }

    static boolean isPublic(InetAddress address) {
        return address instanceof Inet4Address
                ? !isIn(SPECIAL_4, address)
                : isIn(GLOBAL_6, address) && !isIn(SPECIAL_6, address);
    }

    private static boolean isIn(List<AddressRange> ranges, InetAddress address) {
        byte[] bytes = address.getAddress();
        return ranges.stream().anyMatch(range -> range.contains(bytes));
    }
}
