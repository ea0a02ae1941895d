package io.serai.providers.keys;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The keys of a provider as they are written: {@code k1, k2, k3}, beside them weights and labels by the same positions. A position without
 * a key, as of a variable that is not set, stays empty: the others keep their labels.
 */
public final class KeyList {

    /** As many as a call can remember to have tried. */
    static final int MOST = Long.SIZE;

    private static final String[] NONE = {};

    private final String[] secrets;
    private final String[] weights;
    private final String[] labels;

    private KeyList(String keys, String weights, String labels) {
        this.secrets = positions(keys);
        this.weights = weights.isBlank() ? NONE : positions(weights);
        this.labels = labels.isBlank() ? NONE : positions(labels);
    }

    /**
     * The keys that are there.
     *
     * @param weights whole numbers from 1; empty for all alike
     * @param labels empty for {@code 1}, {@code 2} and so on
     * @throws IllegalArgumentException naming the setting that is wrong, without a secret
     */
    public static List<KeyEntry> read(String keys, String weights, String labels) {
        return new KeyList(keys, weights, labels).entries();
    }

    private List<KeyEntry> entries() {
        expectAsMany("keyWeights", weights);
        expectAsMany("keyLabels", labels);
        List<KeyEntry> entries = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Set<String> named = new HashSet<>();
        for (int i = 0; i < secrets.length; i++) {
            if (secrets[i].isEmpty()) {
                continue;
            }
            KeyEntry entry = new KeyEntry(label(i), secrets[i], weight(i));
            if (!seen.add(entry.secret())) {
                throw new IllegalArgumentException("expected apiKeys to differ, found the same twice: the " + ordinal(i)
                        + " is like one before it");
            }
            if (!named.add(entry.label())) {
                throw new IllegalArgumentException("expected keyLabels to differ, found '" + entry.label() + "' twice");
            }
            entries.add(entry);
        }
        if (entries.size() > MOST) {
            throw new IllegalArgumentException("expected " + MOST + " apiKeys at most, found " + entries.size());
        }
        return entries;
    }

    private void expectAsMany(String setting, String[] given) {
        if (given.length > 0 && given.length != secrets.length) {
            throw new IllegalArgumentException("expected " + setting + " to have an entry for each of the "
                    + secrets.length + " apiKeys, found " + given.length);
        }
    }

    private String label(int position) {
        if (labels.length == 0 || labels[position].isEmpty()) {
            return String.valueOf(position + 1);
        }
        String label = labels[position];
        if (!label.matches("[A-Za-z0-9._-]{1,40}")) {
            throw new IllegalArgumentException(
                    "expected keyLabels of letters, digits, '.', '_' and '-', found something else in the "
                            + ordinal(position));
        }
        return label;
    }

    private int weight(int position) {
        if (weights.length == 0 || weights[position].isEmpty()) {
            return 1;
        }
        if (!weights[position].matches("[1-9]\\d{0,5}")) {
            throw new IllegalArgumentException(
                    "expected keyWeights to be whole numbers from 1, found '" + weights[position] + "'");
        }
        return Integer.parseInt(weights[position]);
    }

    private static String ordinal(int position) {
        return "one at position " + (position + 1);
    }

    /** At least one, which may be empty. */
    private static String[] positions(String list) {
        return Arrays.stream(list.split(",", -1)).map(String::strip).toArray(String[]::new);
    }
}
