package io.serai.processors.models;

import io.serai.processors.cache.CacheScope;
import io.serai.processors.yaml.YamlMap;
import io.serai.processors.yaml.YamlNode;
import io.serai.processors.yaml.YamlScalar;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads how answers of a model are kept. */
final class CacheReader {

    private static final List<String> KEYS = List.of(
            "mode",
            "ttl",
            "stale",
            "max-size",
            "scope",
            "ignore",
            "max-temperature",
            "finish-reasons",
            "pace",
            "tags",
            "semantic");
    private static final String OFF = "off";
    private static final List<String> MODES = List.of(OFF, "read", "write", "read-write");
    private static final List<String> SCOPES =
            Arrays.stream(CacheScope.values()).map(CacheEntry::label).toList();

    private CacheReader() {}

    /** Empty where it is switched off. {@code cache: 1h} is short for {@code cache: {ttl: 1h}}. */
    static Optional<CacheEntry> read(YamlNode node) {
        if (node instanceof YamlScalar scalar) {
            return scalar.written().equals(OFF) ? Optional.empty() : Optional.of(brief(node));
        }
        YamlMap written = Terms.only(node, KEYS);
        CacheEntry entry = full(node, written);
        return entry.mode().filter(OFF::equals).isPresent() ? Optional.empty() : Optional.of(entry);
    }

    private static CacheEntry brief(YamlNode node) {
        return new CacheEntry(
                node,
                Optional.empty(),
                Optional.of(Terms.positiveDuration(node)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    private static CacheEntry full(YamlNode node, YamlMap written) {
        return new CacheEntry(
                node,
                written.find("mode").map(it -> Terms.oneOf(it, MODES)),
                written.find("ttl").map(Terms::positiveDuration),
                written.find("stale").map(Terms::duration),
                written.find("max-size").map(Terms::bytes),
                written.find("scope").map(CacheReader::scope),
                written.find("ignore").map(Terms::words).orElse(List.of()),
                written.find("max-temperature").map(CacheReader::temperature),
                written.find("finish-reasons").map(Terms::words).orElse(List.of()),
                written.find("pace").map(Terms::duration),
                written.find("tags").map(Terms::words).orElse(List.of()),
                written.find("semantic").map(CacheReader::semantic));
    }

    private static CacheEntry.Scope scope(YamlNode node) {
        return new CacheEntry.Scope(
                node, CacheScope.valueOf(Terms.oneOf(node, SCOPES).toUpperCase(Locale.ROOT)));
    }

    private static double temperature(YamlNode node) {
        double value = node.scalar().decimal().doubleValue();
        if (value < 0) {
            throw node.wrong("expected a temperature of 0 or more, found " + node.words());
        }
        return value;
    }

    private static SemanticEntry semantic(YamlNode node) {
        YamlMap written = Terms.only(node, List.of("embeddings", "threshold"));
        return new SemanticEntry(
                Terms.mention(written.require("embeddings")),
                written.find("threshold").map(CacheReader::threshold));
    }

    private static double threshold(YamlNode node) {
        double cosine = Terms.cosine(node);
        if (cosine <= 0) {
            throw node.wrong("expected a number above 0 and up to 1, found " + node.words());
        }
        return cosine;
    }
}
