package io.serai.processors.identity;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Where a key may be shown from: IPv4 and IPv6 networks as {@code 10.0.0.0/8} or {@code 2001:db8::/32}. Immutable. */
public final class Networks {

    /** Everywhere. */
    public static final Networks ANY = new Networks(List.of(), List.of());

    private final List<String> written;
    private final List<Network> networks;

    private Networks(List<String> written, List<Network> networks) {
        this.written = written;
        this.networks = networks;
    }

    /**
     * Of networks as they are written; no networks are {@link #ANY}.
     *
     * @throws IllegalArgumentException naming the one that is none
     */
    public static Networks of(List<String> written) {
        return written.isEmpty()
                ? ANY
                : new Networks(
                        List.copyOf(written),
                        written.stream().map(Networks::network).toList());
    }

    private static Network network(String written) {
        int slash = written.indexOf('/');
        String address = slash < 0 ? written : written.substring(0, slash);
        byte[] bytes = IpAddress.parse(address).orElseThrow(() -> wrong(written));
        int bits = slash < 0 ? bytes.length * 8 : bits(written.substring(slash + 1), bytes.length * 8, written);
        Network network = new Network(bytes, bits);
        if (!Arrays.equals(network.masked(bytes), bytes)) {
            throw new IllegalArgumentException("expected a network such as 10.0.0.0/8, found '" + written
                    + "', which has bits set beyond its length");
        }
        return network;
    }

    private static int bits(String text, int most, String written) {
        if (!text.matches("\\d{1,3}") || Integer.parseInt(text) > most) {
            throw wrong(written);
        }
        return Integer.parseInt(text);
    }

    private static IllegalArgumentException wrong(String written) {
        return new IllegalArgumentException(
                "expected a network such as 10.0.0.0/8 or 2001:db8::/32, found '" + written + "'");
    }

    /** Whether an address, as text, lies within; what is no address lies nowhere. */
    public boolean contain(String address) {
        if (networks.isEmpty()) {
            return true;
        }
        Optional<byte[]> bytes = IpAddress.parse(address);
        if (bytes.isEmpty()) {
            return false;
        }
        for (Network network : networks) {
            if (network.contains(bytes.get())) {
                return true;
            }
        }
        return false;
    }

    /** Whether each address of others lies within these. Of several networks that lie within one, that one has to be among these. */
    public boolean cover(Networks others) {
        if (networks.isEmpty()) {
            return true;
        }
        return !others.networks.isEmpty()
                && others.networks.stream().allMatch(inner -> networks.stream().anyMatch(outer -> outer.covers(inner)));
    }

    /** As they were written. */
    public List<String> written() {
        return written;
    }

    @Override
    public String toString() {
        return networks.isEmpty() ? "everywhere" : String.join(", ", written);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Networks networks && written.equals(networks.written);
    }

    @Override
    public int hashCode() {
        return written.hashCode();
    }

    /** One of them: the bits that its addresses begin with. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Network(byte[] start, int bits) {

        boolean contains(byte[] address) {
            return address.length == start.length && Arrays.equals(masked(address), start);
        }

        boolean covers(Network inner) {
            return bits <= inner.bits && contains(inner.start);
        }

        byte[] masked(byte[] address) {
            byte[] masked = new byte[address.length];
            for (int i = 0; i < masked.length; i++) {
                int left = Math.max(0, Math.min(8, bits - i * 8));
                masked[i] = (byte) (address[i] & (0xff << (8 - left)));
            }
            return masked;
        }
    }
}
