package io.serai.processors.models;

import io.serai.processors.yaml.YamlList;
import io.serai.processors.yaml.YamlMap;
import io.serai.processors.yaml.YamlNode;
import io.serai.processors.yaml.YamlScalar;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the file says of whoever may answer for a model, in one word: it changes with the model's entry and with those of all models of the
 * file that a call may come to, and with no other. Routes written by hand are told by their names alone.
 */
final class EntryVersion {

    /** What can't change an answer: who is told what, who waits how long, how long an answer is kept. */
    private static final Set<String> BESIDE = Set.of(
            "description",
            "owner",
            "visibility",
            "capabilities",
            "context-window",
            "aliases",
            "timeouts",
            "retries",
            "cooldown",
            "hedge",
            "queue",
            "shadow",
            "cache");

    private EntryVersion() {}

    /** 64 lower-case hex digits. */
    static String of(ModelEntry entry, ModelNames names) {
        MessageDigest digest = sha256();
        for (ModelEntry each : reached(entry, names)) {
            digest.update((each.name().name() + "\n" + each.text() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The entry itself and those of all that may answer for it, by name. */
    static Collection<ModelEntry> reached(ModelEntry entry, ModelNames names) {
        Map<String, ModelEntry> reached = new TreeMap<>();
        collect(entry, names, reached);
        return reached.values();
    }

    private static void collect(ModelEntry entry, ModelNames names, Map<String, ModelEntry> reached) {
        if (reached.putIfAbsent(entry.name().name(), entry) == null) {
            entry.answering().forEach(mention -> names.entryOf(mention).ifPresent(it -> collect(it, names, reached)));
        }
    }

    /** An entry as far as it has a say in answers: without comments, line ends and places, keys in order. */
    static String text(YamlNode entry) {
        StringBuilder text = new StringBuilder();
        if (entry instanceof YamlMap map) {
            new TreeMap<>(map.entries()).forEach((key, value) -> {
                if (!BESIDE.contains(key)) {
                    quoted(key, text);
                    write(value, text);
                }
            });
        }
        return text.toString();
    }

    private static void write(YamlNode node, StringBuilder text) {
        if (node instanceof YamlMap map) {
            text.append('{');
            new TreeMap<>(map.entries()).forEach((key, value) -> {
                quoted(key, text);
                write(value, text);
            });
            text.append('}');
        } else if (node instanceof YamlList list) {
            text.append('[');
            list.items().forEach(item -> write(item, text));
            text.append(']');
        } else if (node instanceof YamlScalar scalar) {
            quoted(scalar.isNothing() ? "" : scalar.written(), text);
        }
    }

    /** With its length before it, so that no two entries are written alike. */
    private static void quoted(String word, StringBuilder text) {
        text.append(word.length()).append(':').append(word);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
