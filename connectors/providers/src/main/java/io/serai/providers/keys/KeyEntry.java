package io.serai.providers.keys;

/**
 * One key of several, as it is configured.
 *
 * @param label what logs, metrics and faults call it
 * @param secret the key itself
 * @param weight how often it is chosen, next to the others
 */
public record KeyEntry(String label, String secret, int weight) {

    /** Hides the secret. */
    @Override
    public String toString() {
        return "key '" + label + "' of weight " + weight;
    }
}
