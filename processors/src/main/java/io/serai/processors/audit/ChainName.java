package io.serai.processors.audit;

import java.security.SecureRandom;

/** Names chains, so that no two writers have the same, whatever their nodes are called. */
final class ChainName {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final int LONGEST_NODE = 60;
    private static final int DRAWN = 10;

    private ChainName() {}

    /** A new name. */
    static String of(String node) {
        String plain = PlainName.of(node);
        StringBuilder name = new StringBuilder(plain.substring(0, Math.min(plain.length(), LONGEST_NODE))).append('-');
        for (int drawn = 0; drawn < DRAWN; drawn++) {
            name.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return name.toString();
    }
}
