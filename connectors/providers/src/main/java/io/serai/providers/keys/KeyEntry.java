package io.serai.providers.keys;

import java.util.HexFormat;

/**
 * One key of several, as it is configured.
 *
 * @param label what logs, metrics and faults call it
 * @param secret the key itself
 * @param weight how often it is chosen, next to the others
 */
public record KeyEntry(String label, String secret, int weight) {

    /**
     * What marks content that the account of this key alone can read: the same for as long as the key is called the same, so that another
     * secret may take its place.
     */
    public String account(String provider) {
        return HexFormat.of().toHexDigits((provider + "#" + label).hashCode());
    }

    /** Hides the secret. */
    @Override
    public String toString() {
        return "key '" + label + "' of weight " + weight;
    }
}
