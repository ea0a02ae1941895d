package io.serai.providers.gemini;

import java.util.Arrays;
import java.util.Base64;

/** Base64 in pieces that are whole when concatenated: each but the last stands for a multiple of three bytes. */
final class AudioPieces {

    private byte[] rest = new byte[0];

    /** The next piece, empty until there is enough. */
    String add(String base64) {
        byte[] next = Base64.getDecoder().decode(base64);
        byte[] all = Arrays.copyOf(rest, rest.length + next.length);
        System.arraycopy(next, 0, all, rest.length, next.length);
        int whole = all.length - all.length % 3;
        rest = Arrays.copyOfRange(all, whole, all.length);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(all, whole));
    }

    /** What is left. */
    String end() {
        String last = Base64.getEncoder().encodeToString(rest);
        rest = new byte[0];
        return last;
    }
}
