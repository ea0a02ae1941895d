package io.serai.processors.identity;

import java.util.Optional;

/** Reads IP addresses. Java's own reader takes names as well, and asks the network for them. */
final class IpAddress {

    private static final int GROUPS = 8;

    private IpAddress() {}

    /**
     * The bytes of an address: 4 of {@code 192.0.2.1}, and of an IPv6 address that stands for an IPv4 one; 16 of any other. A zone behind
     * {@code %} is left out.
     */
    static Optional<byte[]> parse(String text) {
        int zone = text.indexOf('%');
        String address = zone < 0 ? text : text.substring(0, zone);
        if (address.indexOf(':') < 0) {
            byte[] four = new byte[4];
            return zone < 0 && quad(address, four, 0) ? Optional.of(four) : Optional.empty();
        }
        byte[] sixteen = new byte[2 * GROUPS];
        return groups(address, sixteen) ? Optional.of(plain(sixteen)) : Optional.empty();
    }

    private static boolean quad(String text, byte[] into, int at) {
        int from = 0;
        for (int i = 0; i < 4; i++) {
            int dot = i < 3 ? text.indexOf('.', from) : text.length();
            int value = dot < 0 ? -1 : number(text, from, dot, 10, 3);
            boolean padded = dot - from > 1 && text.charAt(from) == '0';
            if (value < 0 || value > 255 || padded) {
                // Some readers take 010 for 8, others for 10.
                return false;
            }
            into[at + i] = (byte) value;
            from = dot + 1;
        }
        return true;
    }

    /** RFC 4291, 2.2: eight groups, of which a run of zeros may be left out once, and the last two may be an IPv4 address. */
    private static boolean groups(String text, byte[] into) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return run(text, into) == GROUPS;
        }
        if (text.indexOf("::", gap + 1) >= 0) {
            return false;
        }
        byte[] tail = new byte[into.length];
        int before = gap == 0 ? 0 : run(text.substring(0, gap), into);
        String rest = text.substring(gap + 2);
        int after = rest.isEmpty() ? 0 : run(rest, tail);
        if (before < 0 || after < 0 || before + after >= GROUPS || (gap > 0 && text.lastIndexOf('.', gap) >= 0)) {
            return false;
        }
        System.arraycopy(tail, 0, into, into.length - 2 * after, 2 * after);
        return true;
    }

    /** How many groups there are; -1 where something is none. */
    private static int run(String text, byte[] into) {
        int group = 0;
        int from = 0;
        while (true) {
            int colon = text.indexOf(':', from);
            if (colon < 0 && text.indexOf('.', from) >= 0) {
                return group <= GROUPS - 2 && quad(text.substring(from), into, 2 * group) ? group + 2 : -1;
            }
            int value = number(text, from, colon < 0 ? text.length() : colon, 16, 4);
            if (value < 0 || group == GROUPS) {
                return -1;
            }
            into[2 * group] = (byte) (value >> 8);
            into[2 * group + 1] = (byte) value;
            group++;
            if (colon < 0) {
                return group;
            }
            from = colon + 1;
        }
    }

    private static int number(String text, int from, int to, int radix, int longest) {
        if (to <= from || to - from > longest) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            int digit = c < 128 ? Character.digit(c, radix) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value * radix + digit;
        }
        return value;
    }

    /** {@code ::ffff:192.0.2.1} is how a socket that speaks both calls 192.0.2.1. */
    private static byte[] plain(byte[] sixteen) {
        for (int i = 0; i < 10; i++) {
            if (sixteen[i] != 0) {
                return sixteen;
            }
        }
        boolean mapped = sixteen[10] == (byte) 0xff && sixteen[11] == (byte) 0xff;
        return mapped ? new byte[] {sixteen[12], sixteen[13], sixteen[14], sixteen[15]} : sixteen;
    }
}
