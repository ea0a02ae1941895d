package io.serai.processors.responses;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The ids of responses and of their items. An item's id tells the response that it belongs to: {@code msg_<of the response>_2} is the third
 * item of its output, {@code msg_<of the response>_i2} the third of its input.
 */
@FunctionalInterface
interface ResponseIds {

    String RESPONSE = "resp_";

    /** What distinguishes a response: letters and digits that nobody can guess. */
    String next();

    /** 192 random bits: an id that is given away must not help to find another. */
    static ResponseIds random() {
        SecureRandom random = new SecureRandom();
        return () -> {
            byte[] bits = new byte[24];
            random.nextBytes(bits);
            return HexFormat.of().formatHex(bits);
        };
    }

    /** The id of an item in the output of a response. */
    static String output(String prefix, String response, int index) {
        return prefix + "_" + response.substring(RESPONSE.length()) + "_" + index;
    }

    /** The id of an item in the input of a response that came without one. */
    static String input(String prefix, String response, int index) {
        return prefix + "_" + response.substring(RESPONSE.length()) + "_i" + index;
    }

    /** The response that an item's id tells; empty where it is none of ours. */
    static String responseOf(String item) {
        int from = item.indexOf('_');
        int to = item.lastIndexOf('_');
        return from > 0 && to > from + 1 ? RESPONSE + item.substring(from + 1, to) : "";
    }
}
