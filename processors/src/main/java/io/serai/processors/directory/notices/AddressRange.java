package io.serai.processors.directory.notices;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** Addresses that begin with the same bits. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record AddressRange(byte[] start, int bits) {

    /** Ranges as registries write them: {@code 10.0.0.0/8}. */
    static List<AddressRange> of(String... written) {
        return Arrays.stream(written).map(AddressRange::parse).toList();
    }

    private static AddressRange parse(String written) {
        int slash = written.indexOf('/');
        try {
            // A literal: nobody is asked for it.
            byte[] start = InetAddress.getByName(written.substring(0, slash)).getAddress();
            return new AddressRange(start, Integer.parseInt(written.substring(slash + 1)));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(written, e);
        }
    }

    boolean contains(byte[] address) {
        if (address.length != start.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((address[bit / 8] & mask) != (start[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
